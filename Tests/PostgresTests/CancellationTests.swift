import Postgres
import PostgresTestKit
import Testing

extension PostgresTests {
    @Suite struct CancellationTests {
        @Test func `a statement that takes too long is cancelled`() async throws {
            let connection = try await PostgresTests.connect()

            let elapsed = await ContinuousClock().measure {
                let error = await #expect(throws: PostgresError.self) {
                    try await connection.query("SELECT pg_sleep(20)", timeout: .milliseconds(100))
                }
                #expect(error?.code == .timedOut)
            }

            #expect(elapsed >= .milliseconds(100) && elapsed < .seconds(10))
            #expect(try await connection.query("SELECT 7").int32(0, 0) == 7)
        }

        @Test func `cancelling the task cancels the statement`() async throws {
            let connection = try await PostgresTests.connect()
            let observer = try await PostgresTests.connect()
            let pid = try await connection.query("SELECT pg_backend_pid()").int32(0, 0)
            let task = Task { try await connection.query("SELECT pg_sleep(20)").count }

            try await waitUntilSleeping(pid, observer)
            task.cancel()

            let error = await #expect(throws: PostgresError.self) { try await task.value }
            #expect(error?.code == .cancelled)
            #expect(try await connection.query("SELECT 7").int32(0, 0) == 7)
        }

        private func waitUntilSleeping(_ pid: Int32, _ observer: PostgresConnection) async throws {
            let deadline = ContinuousClock.now + .seconds(10)
            let ask = "SELECT FROM pg_stat_activity WHERE pid = $1 AND wait_event = 'PgSleep'"
            while try await observer.query(ask, [.int4(pid)]).count == 0 {
                try #require(ContinuousClock.now < deadline)
            }
        }

        @Test func `none of 200 cancels hits the statement that follows`() async throws {
            let connection = try await PostgresTests.connect()

            for number in Int64(0)..<200 {
                let task = Task { try await connection.query("SELECT pg_sleep(20)").count }
                if number % 2 == 0 { await Task.yield() }
                task.cancel()
                _ = await task.result
                let rows = try await connection.query("SELECT $1", [.int8(number)])
                #expect(rows.int64(0, 0) == number)
            }
        }

        @Test func `a statement whose task was cancelled before it began is not sent`()
            async throws
        {
            let connection = try await PostgresTests.connect()
            let gate = AsyncStream<Void>.makeStream()
            let task = Task {
                for await _ in gate.stream {}
                return try await connection.query("CREATE TABLE never_made()").count
            }

            task.cancel()
            gate.continuation.finish()

            let error = await #expect(throws: PostgresError.self) { try await task.value }
            #expect(error?.code == .cancelled)
            let rows = try await connection.query("SELECT to_regclass('never_made') IS NULL")
            #expect(rows.bool(0, 0) == true)
        }
    }
}
