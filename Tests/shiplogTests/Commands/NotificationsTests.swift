import Curl
import FoundationEssentials
import LedgerCore
import Outbound
import Servers
import Testing

@testable import shiplog

@Suite(.timeLimit(.minutes(2)))
struct NotificationsTests {
    /// A file of its own directory.
    private static func file(_ text: String) throws -> (path: String, directory: PrivateDirectory) {
        let directory = try PrivateDirectory()
        let path = directory.path + "/notifications.json"
        try Data(text.utf8).write(to: URL(filePath: path))
        return (path, directory)
    }

    private static func settings(url: String) -> String {
        """
        {"sinks": [{"name": "ops", "kind": "slack", "url": "\(url)"}],
         "routes": [{"sinks": ["ops"]}]}
        """
    }

    private static func run(_ path: String, sink: String = "ops") async throws -> Program {
        try await Program.start([
            "notifications", "test", "--sink", sink, "--notifications", path,
            "--outbound-allow", "127.0.0.0/8",
        ])
    }

    @Test func `a test message is sent for real, and the answer is told`() async throws {
        let sink = try await AcceptingSink.start()
        let (path, directory) = try Self.file(Self.settings(url: "\(sink.url)/hidden"))
        let program = try await Self.run(path)

        #expect(await program.end() == .exited(code: 0))
        #expect(program.text == "Sink ops has the message: HTTP 200.\n")
        #expect(sink.received.count == 1)
        #expect(sink.received.first?.contains("This is a test") == true)
        directory.remove()
    }

    @Test func `a sink that says no is told with 1`() async throws {
        let agent = try await Program.start(
            ["sample-agent", "--version", "v1", "--port", "0", "--latency-ms", "0"])
        let ready = try await agent.writes("\n")
        let url = try #require(ready.split(whereSeparator: \.isWhitespace).last)
        let (path, directory) = try Self.file(Self.settings(url: "\(url)/no-such-place"))
        let program = try await Self.run(path)

        #expect(await program.end() == .exited(code: 1))
        #expect(
            program.text
                == "shiplog: sink ops does not have the message: refused: The sink answered 404\n")
        directory.remove()
        #expect(await agent.end(by: .terminate) == .exited(code: 0))
    }

    @Test func `a sink that is away is told with 69`() async throws {
        let url = "http://127.0.0.1:\(try FreePort.next())/hidden"
        let (path, directory) = try Self.file(Self.settings(url: url))
        let program = try await Self.run(path)

        #expect(await program.end() == .exited(code: 69))
        #expect(program.text.contains("unreachable"))
        #expect(!program.text.contains("hidden"))
        directory.remove()
    }

    @Test func `an unknown sink is not found, and the known ones are named`() async throws {
        let (path, directory) = try Self.file(Self.settings(url: "http://127.0.0.1:1"))
        let program = try await Self.run(path, sink: "opps")

        #expect(await program.end() == .exited(code: 3))
        #expect(program.text == "shiplog: the file has no sink opps; it has ops\n")
        directory.remove()
    }

    @Test func `a worker names all that is wrong with the file, and ends with 78`() async throws {
        let (path, directory) = try Self.file(#"{"sinks": [{"name": "ops"}], "routes": []}"#)
        let program = try await Program.start(
            ["worker", "--notifications", path], ["OUTBOUND_ALLOW": "no"])

        #expect(await program.end() == .exited(code: 78))
        for part in [
            "DATABASE_URL", "OUTBOUND_ALLOW", "NOTIFICATIONS: /sinks/0/kind",
            "NOTIFICATIONS: /sinks/0/url", "NOTIFICATIONS: /routes",
        ] {
            #expect(program.text.contains(part), "\(part) is missing in: \(program.text)")
        }
        directory.remove()
    }

    @Test func `the settings may stand in the environment, or in a file that it names`() throws {
        let text = Self.settings(url: "https://hooks.example/x")
        let (path, directory) = try Self.file(text)
        for environment in [
            ["NOTIFICATIONS": text], ["NOTIFICATIONS": path], ["NOTIFICATIONS_FILE": path],
        ] {
            var reader = SettingsReader(flags: [:], environment: environment)
            #expect(reader.notifications()?.sinks.map(\.name) == ["ops"])
            #expect(reader.problems.isEmpty)
        }
        directory.remove()
        var absent = SettingsReader(flags: [:], environment: [:])
        #expect(absent.notifications() == nil)
        #expect(absent.problems.isEmpty)
        var missing = SettingsReader(flags: ["NOTIFICATIONS": path], environment: [:])
        #expect(missing.notifications() == nil)
        #expect(missing.problems == ["NOTIFICATIONS: \(path) cannot be read"])
    }

    @Test func `the events of a notification are told in plain words`() throws {
        let time = Timestamp(microseconds: 1_795_521_600_000_000)
        let source = SourceEvent(
            id: ID(high: 1, low: 1), position: 7, type: "saga.stalled", environment: "production",
            service: "agent-api", at: time)
        let decided = NotificationEvent.decided(
            .init(
                sink: "ops", source: source,
                notice: Notice(.sagaStalled, .page, "No progress", "x"),
                sendAt: time, isSummary: false))
        let failed = NotificationEvent.failed(
            .init(attempt: 1, code: "refused", detail: "The sink answered 500", retryAt: time))

        #expect(
            try document(decided).sentence
                == "to be told to sink ops: agent-api in production: No progress")
        #expect(
            try document(failed).sentence
                == "notification not delivered by attempt 1: refused: The sink answered 500; "
                + "tried again at \(Wording.time(time))")
    }

    private func document(_ event: NotificationEvent) throws -> EventDocument {
        let (name, payload) = event.stored
        return EventDocument(
            json: [
                "type": .string(name.rawValue), "schema": .integer(payload.schema),
                "data": .object(payload.json),
            ])
    }
}
