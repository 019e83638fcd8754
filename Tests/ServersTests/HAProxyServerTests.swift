import FoundationEssentials
import Testing

@testable import Servers

struct HAProxyServerTests {
    private let directory: PrivateDirectory
    private var configuration: HAProxyConfiguration

    init() throws {
        directory = try PrivateDirectory()
        configuration = HAProxyConfiguration(
            backend: "agents",
            servers: [
                .init(name: "stable", address: "127.0.0.1:9", weight: 90),
                .init(name: "canary", address: "127.0.0.1:9", weight: 10),
            ],
            frontendPort: try FreePort.next(), runtimePort: try FreePort.next())
    }

    @Test func `HAProxy starts, answers, and leaves no process and no directory`() async throws {
        let server = try await start()
        #expect(await weight(of: "canary") == "10 (initial 10)")
        let answer = await Probe.shared.ask(
            .port(configuration.frontendPort), "GET / HTTP/1.0\r\n\r\n", until: "\r\n")
        #expect(answer?.hasPrefix("HTTP/1.1 503") == true)
        let workers = try Processes.children(of: server.pid)

        await server.stop()
        directory.remove()

        #expect(!workers.isEmpty)
        for pid in workers + [server.pid] { #expect(!Processes.exists(pid)) }
        #expect(!FileManager.default.fileExists(atPath: directory.path))
    }

    @Test func `a reload forgets the weights set at run time`() async throws {
        let server = try await start()
        _ = await ask("set weight agents/canary 25")
        #expect(await weight(of: "canary") == "25 (initial 10)")

        try await server.reload()

        #expect(await weight(of: "canary") == "10 (initial 10)")
        await server.stop()
    }

    @Test func `a reload takes a new configuration`() async throws {
        let server = try await start()
        var changed = configuration
        changed.servers.append(.init(name: "third", address: "127.0.0.1:9", weight: 3))

        try await server.reload(configuration: changed.text)

        #expect(await weight(of: "third") == "3 (initial 3)")
        await server.stop()
    }

    @Test func `a reload with a bad configuration leaves the server as it was`() async throws {
        let server = try await start()

        let error = await #expect(throws: ServerError.self) {
            try await server.reload(configuration: configuration.text + "  nonsense\n")
        }

        #expect(error?.code == .exited)
        #expect(error?.message.contains("nonsense") == true)
        #expect(await weight(of: "canary") == "10 (initial 10)")
        await server.stop()
    }

    @Test func `a reload onto a port that is taken leaves the server as it was`() async throws {
        let server = try await start()
        try await server.reload()
        let taken = try TakenPort()
        var clash = configuration
        clash.frontendPort = taken.port

        let error = await #expect(throws: ServerError.self) {
            try await server.reload(configuration: clash.text)
        }

        #expect(error?.code == .exited)
        #expect(error?.message.contains("127.0.0.1:\(taken.port)") == true)
        #expect(await weight(of: "canary") == "10 (initial 10)")
        try await server.reload(configuration: configuration.text)
        await server.stop()
    }

    @Test func `a port that is taken is named in the error`() async throws {
        let taken = try TakenPort()
        var clash = configuration
        clash.frontendPort = taken.port
        let text = clash.text

        let error = await #expect(throws: ServerError.self) {
            _ = try await HAProxyServer.start(in: directory.path, configuration: text)
        }

        #expect(error?.code == .exited)
        #expect(error?.message.contains("127.0.0.1:\(taken.port)") == true)
    }

    @Test func `health checks are asked for when a path is given`() async throws {
        var checked = configuration
        checked.healthPath = "/health"
        #expect(checked.text.contains("option httpchk GET /health"))
        #expect(checked.text.contains("server canary 127.0.0.1:9 weight 10 check inter 500ms"))

        let server = try await HAProxyServer.start(
            in: directory.path, configuration: checked.text)
        #expect(await weight(of: "canary") == "10 (initial 10)")
        await server.stop()
    }

    private func start() async throws -> HAProxyServer {
        try await HAProxyServer.start(in: directory.path, configuration: configuration.text)
    }

    private func weight(of name: String) async -> String? {
        await ask("get weight agents/\(name)")?.split(separator: "\n").first.map(String.init)
    }

    private func ask(_ command: String) async -> String? {
        await Probe.shared.ask(.port(configuration.runtimePort), command + "\n")
    }
}
