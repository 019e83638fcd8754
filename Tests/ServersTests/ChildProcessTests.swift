import FoundationEssentials
import Glibc
import Testing

@testable import Servers

struct ChildProcessTests {
    private let directory: PrivateDirectory

    init() throws { directory = try PrivateDirectory() }

    @Test func `a program that is not there is named, with what to do`() async {
        let error = await #expect(throws: ServerError.self) {
            _ = try await ChildProcess.start(Launch("no-such-server", [], log: log))
        }

        #expect(error?.code == .executableMissing)
        #expect(error?.message == "no-such-server not found: run `make setup`")
    }

    @Test func `output, errors and the exit code are kept`() async throws {
        let child = try await shell("echo out; echo err >&2; exit 3")

        #expect(await child.waitForExit(within: .seconds(10)) == .exited(code: 3))
        #expect(!child.isRunning)
        #expect(try String(contentsOf: URL(filePath: log), encoding: .utf8) == "out\nerr\n")
    }

    @Test func `a failed run quotes the end of its own log only`() async throws {
        _ = try await shell("echo of the run before").waitForExit(within: .seconds(10))

        let error = await #expect(throws: ServerError.self) {
            try await ChildProcess.run(Launch("sh", ["-c", "echo no luck; exit 4"], log: log))
        }

        #expect(error?.code == .exited)
        #expect(error?.message == "sh ended with exit code 4: no luck; see \(log)")
    }

    @Test func `a run that takes too long is killed`() async throws {
        let error = await #expect(throws: ServerError.self) {
            try await ChildProcess.run(
                Launch("sleep", ["60"], log: log), within: .milliseconds(50))
        }

        #expect(error?.code == .timedOut)
    }

    @Test func `a child that ignores the request to stop is killed`() async throws {
        let child = try await shell("trap '' TERM; echo ready; exec sleep 60")
        try await child.waitUntilReady("sh") { readLog().contains("ready") }

        await child.stop(gracePeriod: .milliseconds(50))

        #expect(await child.waitForExit(within: .zero) == .signalled(SIGKILL))
    }

    @Test func `a kill takes the children of the child along`() async throws {
        let child = try await shell("sleep 60 & echo $!; wait")
        try await child.waitUntilReady("sh") { readLog().hasSuffix("\n") }
        let grandchild = try #require(Int32(readLog().dropLast()))

        await child.stop(.kill)

        await #expect(Processes.end(of: grandchild))
    }

    @Test func `environment, directory and descriptors are the child's own`() async throws {
        var launch = Launch("sh", ["-c", "echo $ONE-$HOME-$(pwd); ls /proc/self/fd"], log: log)
        launch.environment = ["ONE": "1", "PATH": "/usr/bin:/bin"]
        launch.workingDirectory = directory.path
        try await ChildProcess.run(launch)

        // `ls` itself opens descriptor 3 to read the list.
        #expect(readLog() == "1--\(directory.path)\n0\n1\n2\n3\n")
    }

    @Test func `a child that is let go of ends`() async throws {
        let pid = try await shell("exec sleep 60").pid

        await #expect(Processes.end(of: pid))
    }

    private var log: String { directory.path + "/log" }

    private func shell(_ script: String) async throws -> ChildProcess {
        try await ChildProcess.start(Launch("sh", ["-c", script], log: log))
    }

    private func readLog() -> String {
        String(decoding: FileManager.default.contents(atPath: log) ?? Data(), as: UTF8.self)
    }
}
