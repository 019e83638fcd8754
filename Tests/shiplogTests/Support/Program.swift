import FoundationEssentials
import Servers
import Testing

/// The program itself, as a process.
struct Program {
    private let directory: PrivateDirectory
    private let process: ChildProcess
    private var log: String { directory.path + "/log" }

    /// - Parameter variables: its whole environment.
    static func start(
        _ arguments: [String], _ variables: [String: String] = [:]
    ) async throws -> Program {
        let directory = try PrivateDirectory()
        var launch = Launch(try path, arguments, log: directory.path + "/log")
        launch.environment = variables
        return Program(directory: directory, process: try await ChildProcess.start(launch))
    }

    /// Beside the tests' own program, where the build puts both.
    static var path: String {
        get throws {
            let tests = try #require(CommandLine.arguments.first)
            let end = try #require(tests.lastIndex(of: "/"))
            return tests[..<end] + "/shiplog"
        }
    }

    /// What it wrote so far, data and talk together.
    var text: String {
        String(decoding: FileManager.default.contents(atPath: log) ?? Data(), as: UTF8.self)
    }

    /// Returns what it wrote once that holds a text; the test's time limit bounds it.
    func writes(_ wanted: String) async throws -> String {
        while !text.contains(wanted) {
            let status = await process.waitForExit(within: .milliseconds(20))
            try #require(status == nil || text.contains(wanted), "ended, having written: \(text)")
        }
        return text
    }

    /// Waits for the end, after a signal if one is given; `nil` when it does not come.
    func end(by signal: Signal? = nil) async -> Servers.ExitStatus? {
        if let signal { process.send(signal) }
        return await process.waitForExit(within: .seconds(20))
    }
}
