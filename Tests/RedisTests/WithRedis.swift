import Redis
import Servers

/// Runs a test against a Redis of its own, which is gone afterwards.
func withRedis(
    settings: [String: String] = [:], port: Int? = nil,
    _ test: (RedisServer) async throws -> Void
) async throws {
    let directory = try PrivateDirectory()
    let server = try await RedisServer.start(
        in: directory.path, port: port, settings: settings)
    do {
        try await test(server)
    } catch {
        await server.kill()
        directory.remove()
        throw error
    }
    await server.kill()
    directory.remove()
}

extension RedisServer {
    func connection(callTimeout: Duration = .seconds(10)) -> RedisConnection {
        RedisConnection(.init(.socket(path: socketPath)), callTimeout: callTimeout)
    }
}
