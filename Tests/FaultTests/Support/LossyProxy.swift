import FoundationEssentials
import Servers
import Testing

/// Stands between a part of Shiplog and whom it asks, and loses answers after the request was
/// carried out; ``LossyProxyScript``.
///
/// Killed when it is let go.
final class LossyProxy: Sendable {
    /// On 127.0.0.1; 0 for a Unix socket.
    let port: Int
    private let directory: String
    private let process: ChildProcess

    private init(port: Int, directory: String, process: ChildProcess) {
        self.port = port
        self.directory = directory
        self.process = process
    }

    /// - Parameters:
    ///   - directory: exists; nobody else's.
    ///   - listening: `unix:/path`, or `tcp:0` for a free port.
    ///   - asked: where requests go, as `unix:/path` or `tcp:port`.
    static func start(
        in directory: String, listening: String = "tcp:0", asking asked: String
    ) async throws -> LossyProxy {
        try write("pass", in: directory)
        let process = try await ChildProcess.start(
            Launch(
                "python3", ["-c", LossyProxyScript.text, directory, listening, asked],
                log: directory + "/proxy.log"))
        let deadline = ContinuousClock.now + .seconds(30)
        while true {
            if let port = number("port", in: directory) {
                return LossyProxy(port: port, directory: directory, process: process)
            }
            try #require(.now < deadline, "the proxy does not start")
            try #require(
                await process.waitForExit(within: .milliseconds(20)) == nil, "the proxy has ended")
        }
    }

    func losesEvery(_ count: Int) throws { try Self.write("lose \(count)", in: directory) }

    /// Requests are carried out, and nobody hears of it.
    func holds() throws { try Self.write("hold", in: directory) }

    func passes() throws { try Self.write("pass", in: directory) }

    /// Answers that were lost so far.
    var lost: Int { Self.number("lost", in: directory) ?? 0 }

    func waitForLost(_ count: Int) async throws {
        let deadline = ContinuousClock.now + .seconds(120)
        while lost < count {
            try #require(.now < deadline, "\(lost) answers were lost")
            try #require(
                await process.waitForExit(within: .milliseconds(20)) == nil, "the proxy has ended")
        }
    }

    func stop() async { await process.stop(.kill) }

    private static func write(_ mode: String, in directory: String) throws {
        try Data(mode.utf8).write(to: URL(filePath: directory + "/mode"), options: .atomic)
    }

    private static func number(_ file: String, in directory: String) -> Int? {
        FileManager.default.contents(atPath: directory + "/" + file)
            .flatMap { Int(String(decoding: $0, as: UTF8.self)) }
    }
}
