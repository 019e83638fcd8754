import Curl
import Foundation
import Servers

/// A server process of ours, and how long it took to be ready.
struct RunningServer: Sendable {
    let process: ChildProcess
    /// 0 when it does not listen.
    let port: Int
    /// From its start to its first good answer, or to the line by which it says that it works.
    let startMilliseconds: Double

    var pid: Int32 { process.pid }

    func stop() async { await process.stop() }

    /// Starts a program that serves HTTP, and waits until `path` answers 200.
    static func serving(
        _ program: String, _ arguments: [String], readyAt path: String, log: String
    ) async throws -> RunningServer {
        let port = try FreePort.next()
        let start = ContinuousClock.now
        let process = try await ChildProcess.start(
            Launch(program, arguments + ["--port", "\(port)"], log: log))
        let client = CurlClient(policy: try AddressPolicy(parsing: "127.0.0.0/8"))
        try await wait(for: process, log) {
            let answer = try? await client.perform(
                HTTPRequest(.get, "http://127.0.0.1:\(port)\(path)", timeout: .seconds(1)))
            return answer?.status == 200
        }
        let took = ContinuousClock.now - start
        await client.shutdown()
        return RunningServer(process: process, port: port, startMilliseconds: took.seconds * 1000)
    }

    /// Starts a program that says on a line of its log when it works.
    static func saying(
        _ words: String, _ program: String, _ arguments: [String], log: String
    ) async throws -> RunningServer {
        let start = ContinuousClock.now
        let process = try await ChildProcess.start(Launch(program, arguments, log: log))
        try await wait(for: process, log) { SystemFile.text(log).contains(words) }
        let took = ContinuousClock.now - start
        return RunningServer(process: process, port: 0, startMilliseconds: took.seconds * 1000)
    }

    private static func wait(
        for process: ChildProcess, _ log: String, until isReady: () async -> Bool
    ) async throws {
        let deadline = ContinuousClock.now + .seconds(30)
        while await !isReady() {
            guard process.isRunning, .now < deadline else {
                await process.stop(.kill)
                throw BenchmarkError("a server is not ready: \(SystemFile.text(log).suffix(500))")
            }
            try await Task.sleep(for: .milliseconds(1))
        }
    }
}
