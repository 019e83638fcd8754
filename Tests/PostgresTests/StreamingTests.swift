import Postgres
import PostgresTestKit
import Synchronization
import Testing

extension PostgresTests {
    @Suite struct StreamingTests {
        @Test func `a notification arrives while other statements run`() async throws {
            let listener = try await PostgresTests.connect()
            let sender = try await PostgresTests.connect()
            try await listener.run(script: "LISTEN news")

            async let busy = listener.query("SELECT count(*) FROM generate_series(1, 200000)").count
            try await sender.query("SELECT pg_notify('news', 'hello')")
            try await sender.query("SELECT pg_notify('other', 'nobody listens')")
            try await sender.query("SELECT pg_notify('news', 'again')")

            var heard: [PostgresNotification] = []
            for await notification in listener.notifications {
                heard.append(notification)
                if heard.count == 2 { break }
            }
            #expect(heard.map(\.payload) == ["hello", "again"])
            #expect(try await busy == 1)
        }

        @Test func `notifications end with the connection`() async throws {
            let listener = try await PostgresTests.connect()
            try await listener.run(script: "LISTEN news")

            await listener.close()

            for await _ in listener.notifications { Issue.record("nobody notified") }
        }

        @Test func `a copy of 100,000 rows arrives whole while its reader is slow`() async throws {
            let connection = try await PostgresTests.connect()
            let bytes = Mutex(0)
            let lines = Mutex(0)

            try await connection.copyOut(
                "COPY (SELECT repeat('x', 99) FROM generate_series(1, 100000)) TO STDOUT"
            ) { chunk in
                bytes.withLock { $0 += chunk.count }
                let ends = chunk.count { $0 == UInt8(ascii: "\n") }
                lines.withLock { $0 += ends }
                #expect(chunk.last == UInt8(ascii: "\n"))
                // Somebody else's turn: more than is read ahead arrives meanwhile.
                for _ in 0..<100 { await Task.yield() }
            }

            #expect(bytes.withLock { $0 } == 10_000_000)
            #expect(lines.withLock { $0 } == 100_000)
            #expect(try await connection.query("SELECT 7").int32(0, 0) == 7)
        }

        @Test func `a reader that throws ends the copy and frees the connection`() async throws {
            struct Enough: Error {}
            let connection = try await PostgresTests.connect()

            await #expect(throws: Enough.self) {
                try await connection.copyOut(
                    "COPY (SELECT repeat('x', 99) FROM generate_series(1, 10000000)) TO STDOUT"
                ) { _ in throw Enough() }
            }

            #expect(try await connection.query("SELECT 7").int32(0, 0) == 7)
        }

        @Test func `a copy that fails half-way says why`() async throws {
            let connection = try await PostgresTests.connect()

            let error = await #expect(throws: PostgresError.self) {
                try await connection.copyOut(
                    "COPY (SELECT 1 / (90000 - n) FROM generate_series(1, 100000) n) TO STDOUT"
                ) { _ in }
            }

            #expect(error?.sqlState == "22012")
            #expect(try await connection.query("SELECT 7").int32(0, 0) == 7)
        }
    }
}
