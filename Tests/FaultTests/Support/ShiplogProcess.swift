import FoundationEssentials
import Glibc
import Servers
import Testing

/// The program itself, as a process of its own.
final class ShiplogProcess: Sendable {
    private let process: ChildProcess
    private let log: String

    private init(_ process: ChildProcess, log: String) {
        self.process = process
        self.log = log
    }

    /// - Parameters:
    ///   - name: of its log in the directory.
    ///   - variables: its environment beside `PATH`.
    static func start(
        _ arguments: [String], name: String, in directory: String,
        _ variables: [String: String] = [:]
    ) async throws -> ShiplogProcess {
        let log = "\(directory)/\(name).log"
        var launch = Launch(try path, arguments, log: log)
        let own = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        launch.environment = variables.merging(["PATH": own]) { $1 }
        return ShiplogProcess(try await ChildProcess.start(launch), log: log)
    }

    /// Beside the tests' own program, where the build puts both.
    private static var path: String {
        get throws {
            let tests = try #require(CommandLine.arguments.first)
            let end = try #require(tests.lastIndex(of: "/"))
            return tests[..<end] + "/shiplog"
        }
    }

    var pid: Int32 { process.pid }

    var isRunning: Bool { process.isRunning }

    /// What it wrote so far.
    var text: String {
        String(decoding: FileManager.default.contents(atPath: log) ?? Data(), as: UTF8.self)
    }

    /// Returns once it has written a text.
    func writes(_ wanted: String) async throws {
        let deadline = ContinuousClock.now + .seconds(90)
        while !text.contains(wanted) {
            try #require(.now < deadline, "never wrote \(wanted): \(text.suffix(2000))")
            try await pause()
        }
    }

    /// Lets a moment pass for what nobody tells of.
    ///
    /// - Throws: when the process has ended.
    func pause() async throws {
        let status = await process.waitForExit(within: .milliseconds(20))
        try #require(status == nil, "ended, having written: \(text.suffix(2000))")
    }

    /// How it ended; `nil` when it does not within 90 s.
    func end() async -> Servers.ExitStatus? { await process.waitForExit(within: .seconds(90)) }

    func send(_ signal: Signal) { process.send(signal) }

    /// Returns when it is gone.
    func kill() async { await process.stop(.kill) }

    /// Stops it where it is, as a long pause of a virtual machine would.
    func freeze() { Glibc.kill(pid, SIGSTOP) }

    func thaw() { Glibc.kill(pid, SIGCONT) }
}
