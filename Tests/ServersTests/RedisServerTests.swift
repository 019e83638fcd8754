import FoundationEssentials
import Testing

@testable import Servers

struct RedisServerTests {
    private let directory: PrivateDirectory

    init() throws { directory = try PrivateDirectory() }

    @Test func `Redis starts, answers, and leaves no process and no directory`() async throws {
        let server = try await RedisServer.start(in: directory.path)
        #expect(server.url == "unix://\(server.socketPath)")
        #expect(await ask(server, "GET nothing") == "$-1\r\n")
        #expect(await ask(server, "CONFIG GET port")?.contains("\r\n0\r\n") == true)

        await server.stop()
        directory.remove()

        #expect(!server.isRunning)
        #expect(!Processes.exists(server.pid))
        #expect(!FileManager.default.fileExists(atPath: directory.path))
    }

    @Test func `a stopped Redis has its data after a restart`() async throws {
        let server = try await RedisServer.start(in: directory.path)
        #expect(await ask(server, "SET kept 7") == "+OK\r\n")

        try await server.restart()

        #expect(await ask(server, "GET kept") == "$1\r\n7\r\n")
        await server.stop()
    }

    @Test func `a killed Redis has what it synced after a restart`() async throws {
        let server = try await RedisServer.start(
            in: directory.path, settings: ["appendfsync": "always"])
        #expect(await ask(server, "SET kept 8") == "+OK\r\n")

        await server.kill()
        #expect(!server.isRunning)
        try await server.restart()

        #expect(await ask(server, "GET kept") == "$1\r\n8\r\n")
        await server.stop()
    }

    @Test func `Redis listens on a port when told so`() async throws {
        let port = try FreePort.next()
        let server = try await RedisServer.start(in: directory.path, port: port)

        #expect(await Probe.shared.ask(.port(port), "PING\r\n", until: "\r\n") == "+PONG\r\n")
        await server.stop()
    }

    @Test func `a port that is taken is named in the error`() async throws {
        let taken = try TakenPort()

        let error = await #expect(throws: ServerError.self) {
            _ = try await RedisServer.start(in: directory.path, port: taken.port)
        }

        #expect(error?.code == .exited)
        #expect(error?.message.contains("Address already in use") == true)
    }

    private func ask(_ server: RedisServer, _ command: String) async -> String? {
        let socket = Probe.Address.unix(path: server.socketPath)
        return await Probe.shared.ask(socket, command + "\r\n", until: "\r\n")
    }
}
