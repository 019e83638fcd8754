import Redis
import Servers
import Testing

struct RedisLoginTests {
    @Test func `the password of the address opens the server`() async throws {
        try await withRedisAsking(for: "s3cret@") { server in
            let address = try RedisAddress("unix://:s3cret%40@\(server.socketPath)")
            #expect(try await RedisConnection(address).send(["PING"]) == .text("PONG"))
        }
    }

    @Test func `a user of the address opens the server`() async throws {
        try await withRedisAsking(for: "s3cret@") { server in
            let address = try RedisAddress("unix://default:s3cret%40@\(server.socketPath)")
            #expect(try await RedisConnection(address).send(["PING"]) == .text("PONG"))
        }
    }

    @Test func `a wrong password is refused and not shown`() async throws {
        try await withRedisAsking(for: "s3cret@") { server in
            let address = try RedisAddress("unix://ada:wr0ng@\(server.socketPath)")
            let error = await #expect(throws: RedisError.self) {
                try await RedisConnection(address).send(["PING"])
            }
            // Nothing of the server's text, which may quote what was sent.
            #expect(error?.debugDescription == "serverError: WRONGPASS")
        }
    }

    @Test func `a missing password is told as such`() async throws {
        try await withRedisAsking(for: "s3cret@") { server in
            let error = await #expect(throws: RedisError.self) {
                try await server.connection().send(["GET", "a"])
            }
            #expect(error?.prefix == "NOAUTH")
        }
    }

    /// Sets the password by a command: the server's own readiness probe knows none.
    private func withRedisAsking(
        for password: String, _ test: (RedisServer) async throws -> Void
    ) async throws {
        try await withRedis { server in
            _ = try await server.connection().send(["CONFIG", "SET", "requirepass", password])
            try await test(server)
        }
    }
}
