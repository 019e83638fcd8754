import Logging
import Synchronization
import Testing

@testable import Settings

struct SecretTests {
    @Test func `a secret shows itself nowhere`() {
        let secret = Secret("planted-secret")
        struct Holder { let secret: Secret<String> }
        var dumped = ""
        dump(Holder(secret: secret), to: &dumped)

        let seen = [
            "\(secret)", String(reflecting: secret), String(describing: Optional(secret)),
            "\([secret])", dumped, "\(Mirror(reflecting: secret).children.map(\.value))",
        ]
        #expect(!seen.joined().contains("planted"), "\(seen)")
        #expect(secret.revealed == "planted-secret")
    }

    @Test func `the filter takes out secrets and credentials, and nothing else`() {
        let filter = SecretFilter(["hunter22", "hunter22-long", "yes"])
        #expect(filter.clean("yes, hunter22-long!") == "yes, \(redaction)!")
        #expect(filter.clean("at redis://u:pw@host/0 now") == "at redis://\(redaction)@host/0 now")
        #expect(filter.clean("see https://host/a@b") == "see https://host/a@b")
    }

    @Test func `nothing that is logged holds a secret`() {
        let sink = LogSink()
        var logger = Logger(label: "t") { _ in
            SecretLogHandler(sink.handler, SecretFilter(["planted-secret"]))
        }
        struct Failure: Error { let text = "planted-secret" }
        logger[metadataKey: "kept"] = "planted-secret"
        logger.error(
            "it is planted-secret", error: Failure(),
            metadata: ["a": ["planted-secret"], "b": ["c": "planted-secret"], "d": "plain"])

        let text = sink.text
        #expect(!text.contains("planted"), "\(text)")
        #expect(text.contains("plain"))
        #expect(text.contains("kept"))
        #expect(text.components(of: redaction) == 5)
    }
}

extension String {
    fileprivate func components(of part: String) -> Int {
        split(separator: part, omittingEmptySubsequences: false).count - 1
    }
}

/// Keeps what is logged.
private final class LogSink: Sendable {
    private let kept = Mutex("")

    var text: String { kept.withLock { $0 } }
    var handler: Handler { Handler(sink: self) }

    struct Handler: LogHandler {
        let sink: LogSink
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let line = "\(event.message) \(metadata) \(event.metadata ?? [:])"
            sink.kept.withLock { $0 += line + (event.error.map { " \($0)" } ?? "") }
        }
    }
}
