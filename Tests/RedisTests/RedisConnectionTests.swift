import Redis
import Servers
import Testing

struct RedisConnectionTests {
    @Test func `answers of every kind come as values`() async throws {
        try await withRedis { server in
            let replies = try await server.connection().pipeline([
                ["SET", "a", "1"], ["INCR", "a"], ["GET", "a"], ["GET", "b"],
                ["LRANGE", "b", "0", "1"],
                ["EVAL", "return {1, 'x', {false, 'y'}}", "0"],
            ])
            let list = RedisReply.array([.integer(1), .text("x"), .array([.null, .text("y")])])
            #expect(replies == [.text("OK"), .integer(2), .text("2"), .null, .array([]), list])
        }
    }

    @Test func `arguments and answers may hold any byte`() async throws {
        try await withRedis { server in
            let bytes = Array(UInt8.min...UInt8.max)
            var set: RedisCommand = ["SET", "%s \r\n$5\0"]
            set.append(bytes)
            let replies = try await server.connection().pipeline([
                set, ["GET", "%s \r\n$5\0"], ["STRLEN", "%s \r\n$5\0"], ["SET", "", ""],
                ["GET", ""],
            ])
            #expect(replies[1...] == [.bytes(bytes), .integer(256), .text("OK"), .text("")])
        }
    }

    @Test func `an error of the server stands at its place and harms no other`() async throws {
        try await withRedis { server in
            let connection = server.connection()
            let replies = try await connection.pipeline([
                ["SET", "a", "x"], ["INCR", "a"],
                ["XREADGROUP", "GROUP", "g", "c", "STREAMS", "s", ">"],
                ["GET", "a"],
            ])
            #expect(replies.map { $0.error?.prefix } == [nil, "ERR", "NOGROUP", nil])
            #expect(replies[3] == .text("x"))
            let error = await #expect(throws: RedisError.self) {
                try await connection.send(["LPUSH", "a", "x"])
            }
            #expect(error?.code == .serverError)
            #expect(error?.prefix == "WRONGTYPE")
        }
    }

    @Test func `a large pipeline is answered in order`() async throws {
        try await withRedis { server in
            let numbers = Array(0..<20_000)
            let padding = String(repeating: "x", count: 200)
            let replies = try await server.connection().pipeline(
                numbers.map { ["ECHO", "\($0)\(padding)"] })
            #expect(replies == numbers.map { .text("\($0)\(padding)") })
        }
    }

    @Test func `many tasks share a connection and each gets its own answer`() async throws {
        try await withRedis { server in
            let connection = server.connection()
            try await withThrowingTaskGroup { group in
                for number in 0..<200 {
                    group.addTask {
                        let reply = try await connection.send(["ECHO", "\(number)"])
                        #expect(reply == .text("\(number)"))
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test func `the database of the address is selected`() async throws {
        try await withRedis { server in
            let third = RedisConnection(.init(.socket(path: server.socketPath), database: 3))
            _ = try await third.send(["SET", "a", "1"])
            #expect(try await server.connection().send(["GET", "a"]) == .null)
            #expect(try await third.send(["GET", "a"]) == .text("1"))
        }
    }

    @Test func `a server is reached over the network`() async throws {
        let port = try FreePort.next()
        try await withRedis(port: port) { _ in
            let connection = RedisConnection(try RedisAddress("redis://127.0.0.1:\(port)"))
            #expect(try await connection.send(["PING"]) == .text("PONG"))
        }
    }
}
