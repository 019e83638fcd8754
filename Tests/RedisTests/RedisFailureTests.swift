import Executors
import Servers
import Testing

@testable import Redis

struct RedisFailureTests {
    @Test func `a server that is not there is told at once`() async {
        let connection = RedisConnection(.init(.socket(path: "/nowhere/redis.sock")))
        let start = ContinuousClock.now
        for _ in 1...20 {
            let error = await #expect(throws: RedisError.self) {
                try await connection.send(["PING"])
            }
            #expect(error?.code == .connectionFailed)
        }
        #expect(ContinuousClock.now - start < .seconds(30))
    }

    @Test func `a call ends at its deadline, and its late answer reaches nobody`() async throws {
        try await withRedis { server in
            let connection = server.connection()
            let start = ContinuousClock.now
            let error = await #expect(throws: RedisError.self) {
                try await connection.send(["BLPOP", "list", "0"], timeout: .milliseconds(100))
            }
            #expect(error?.code == .timedOut)
            #expect(ContinuousClock.now - start < .seconds(5))
            #expect(try await connection.send(["ECHO", "mine"]) == .text("mine"))
            _ = try await server.connection().send(["RPUSH", "list", "late"])
            #expect(try await connection.send(["ECHO", "mine"]) == .text("mine"))
        }
    }

    @Test func `a call whose time went by behind a slow one is not sent`() async throws {
        try await withRedis { server in
            let connection = server.connection()
            let slow = Task {
                try await connection.send(["BLPOP", "list", "0"], timeout: .seconds(1))
            }
            try await waitUntilBlocked(on: server)
            let error = await #expect(throws: RedisError.self) {
                try await connection.send(["SET", "a", "1"], timeout: .milliseconds(50))
            }
            #expect(error?.code == .timedOut)
            await #expect(throws: RedisError.self) { try await slow.value }
            #expect(try await connection.send(["GET", "a"]) == .null)
        }
    }

    @Test func `a server that dies during a call is told as a lost connection`() async throws {
        try await withRedis { server in
            let connection = server.connection()
            let call = Task {
                try await connection.send(["BLPOP", "list", "0"], timeout: .seconds(30))
            }
            try await waitUntilBlocked(on: server)
            await server.kill()
            let error = await #expect(throws: RedisError.self) { try await call.value }
            #expect(error?.code == .connectionLost)
        }
    }

    @Test func `a restart between two calls goes unnoticed`() async throws {
        try await withRedis { server in
            let connection = server.connection()
            _ = try await connection.send(["SET", "a", "1"])
            try await server.restart()
            #expect(try await connection.send(["GET", "a"]) == .text("1"))
        }
    }

    @Test func `a server that comes back is found again`() async throws {
        try await withRedis { server in
            let connection = server.connection()
            await server.kill()
            for _ in 1...5 {
                await #expect(throws: RedisError.self) { try await connection.send(["PING"]) }
            }
            try await server.restart()
            let deadline = ContinuousClock.now + .seconds(10)
            var reply = RedisReply.null
            while reply == .null, ContinuousClock.now < deadline {
                reply = (try? await connection.send(["PING"])) ?? .null
            }
            #expect(reply == .text("PONG"))
        }
    }

    @Test func `a closed connection connects again`() async throws {
        try await withRedis { server in
            let connection = server.connection()
            let first = try await connection.send(["CLIENT", "ID"])
            await connection.close()
            #expect(try await connection.send(["CLIENT", "ID"]) != first)
        }
    }

    @Test func `a connection that is let go of hangs up`() async throws {
        try await withRedis { server in
            _ = try await server.connection().send(["CLIENT", "SETNAME", "short-lived"])
            let other = server.connection()
            let deadline = ContinuousClock.now + .seconds(10)
            var names = "short-lived"
            while names.contains("short-lived"), ContinuousClock.now < deadline {
                names = try await other.send(["CLIENT", "LIST"]).text ?? ""
            }
            #expect(!names.contains("short-lived"))
        }
    }

    @Test func `writing to a server that left is an error and not a signal`() async throws {
        try await withRedis { server in
            let writer = BlindWriter()
            try await writer.open(.socket(path: server.socketPath))
            await server.kill()
            for _ in 1...2 {
                let error = await #expect(throws: RedisError.self) { try await writer.write() }
                #expect(error?.code == .connectionLost)
            }
        }
    }

    private func waitUntilBlocked(on server: RedisServer) async throws {
        let observer = server.connection()
        let deadline = ContinuousClock.now + .seconds(10)
        var clients = ""
        while !clients.contains("blocked_clients:1"), ContinuousClock.now < deadline {
            clients = try await observer.send(["INFO", "clients"]).text ?? ""
        }
        try #require(clients.contains("blocked_clients:1"))
    }
}

/// Writes without looking first whether the server is still there, on one thread as connections do.
private actor BlindWriter {
    private let executor = BlockingExecutor(name: "blind-writer")
    private var handle: ConnectionHandle?

    nonisolated var unownedExecutor: UnownedSerialExecutor {
        unsafe executor.asUnownedSerialExecutor()
    }

    func open(_ endpoint: RedisAddress.Endpoint) throws {
        handle = try ConnectionHandle.open(endpoint, timeout: .seconds(5))
    }

    func write() throws { _ = try handle?.exchange([["PING"]], until: .now + .seconds(5)) }
}
