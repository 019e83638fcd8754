import FoundationEssentials
import Glibc
import Testing

@testable import Servers

/// Each body runs in a process of its own that kills itself, as nothing can clean up after that.
struct ParentDeathTests {
    private let directory: PrivateDirectory

    init() throws { directory = try PrivateDirectory() }

    @Test func `a child ends when its parent is killed`() async throws {
        let path = directory.path
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
            let child = try await ChildProcess.start(
                Launch("sleep", ["60"], log: path + "/log"))
            try LeftBehind.write([child.pid], in: path)
            kill(getpid(), SIGKILL)
            await child.stop()
        }

        try await expectEnd(of: 1...1)
    }

    @Test func `Postgres and its children end when the parent is killed`() async throws {
        let path = directory.path
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
            let server = try await PostgresServer.start(in: path)
            try LeftBehind.write([server.pid] + Processes.children(of: server.pid), in: path)
            kill(getpid(), SIGKILL)
            await server.stop()
        }

        // The postmaster, checkpointer, writers, and launchers.
        try await expectEnd(of: 5...)
    }

    @Test func `HAProxy and its worker end when the parent is killed`() async throws {
        let path = directory.path
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
            let configuration = HAProxyConfiguration(
                backend: "agents", servers: [.init(name: "a", address: "127.0.0.1:9", weight: 1)],
                frontendPort: try FreePort.next(), runtimePort: try FreePort.next())
            let server = try await HAProxyServer.start(
                in: path, configuration: configuration.text)
            try LeftBehind.write([server.pid] + Processes.children(of: server.pid), in: path)
            kill(getpid(), SIGKILL)
            await server.stop()
        }

        try await expectEnd(of: 2...)
    }

    private func expectEnd(of counts: some RangeExpression<Int>) async throws {
        let pids = try LeftBehind.read(in: directory.path)
        #expect(counts.contains(pids.count))
        for pid in pids { await #expect(Processes.end(of: pid)) }
    }
}
