import Postgres
import PostgresTestKit
import Testing

extension PostgresTests {
    @Suite struct ErrorTests {
        @Test func `a refused value is named by its SQLSTATE and quoted only for debugging`()
            async throws
        {
            let connection = try await PostgresTests.connect()

            let error = await #expect(throws: PostgresError.self) {
                try await connection.query("SELECT $1::text::int", [.text("secret")])
            }

            #expect(error?.sqlState == "22P02")
            #expect(error?.isDataRefused == true)
            #expect(error?.isConnectionLost == false)
            #expect(error?.description == "statementFailed (SQLSTATE 22P02)")
            #expect(error?.debugDescription.contains("secret") == true)
        }

        @Test func `a script stops at its first failure and undoes what it did`() async throws {
            let connection = try await PostgresTests.connect()

            let error = await #expect(throws: PostgresError.self) {
                try await connection.run(script: "CREATE TABLE half(); SELECT 1/0; SELECT 1")
            }

            #expect(error?.sqlState == "22012")
            let rows = try await connection.query("SELECT to_regclass('half') IS NULL")
            #expect(rows.bool(0, 0) == true)
        }

        @Test func `a server that is not there is a failed connection`() async throws {
            let error = await #expect(throws: PostgresError.self) {
                try await PostgresConnection.open(
                    "host=/nonexistent dbname=postgres", on: TestReactor.shared)
            }

            #expect(error?.code == .connectionFailed)
            #expect(error?.isConnectionLost == true)
        }

        @Test func `a server that never answers is given up at the deadline`() async throws {
            let silent = try SilentListener()
            let clock = ContinuousClock()

            let elapsed = await clock.measure {
                let error = await #expect(throws: PostgresError.self) {
                    try await PostgresConnection.open(
                        "hostaddr=127.0.0.1 port=\(silent.port) sslmode=disable dbname=postgres",
                        on: TestReactor.shared, timeout: .milliseconds(200))
                }
                #expect(error?.code == .connectionFailed)
            }

            #expect(elapsed < .seconds(5))
        }

        @Test func `a terminated backend is a lost connection, and another one works`()
            async throws
        {
            let victim = try await PostgresTests.connect()
            let other = try await PostgresTests.connect()
            let pid = try await victim.query("SELECT pg_backend_pid()").int32(0, 0)

            let sleeping = Task { try await victim.query("SELECT pg_sleep(20)").count }
            try await terminateWhenActive(pid, through: other)

            let error = await #expect(throws: PostgresError.self) { try await sleeping.value }
            #expect(error?.isConnectionLost == true)
            #expect(await victim.isLost)
            await #expect(throws: PostgresError.self) { try await victim.query("SELECT 1") }
            let again = try await PostgresTests.connect()
            #expect(try await again.query("SELECT 1").int32(0, 0) == 1)
        }

        private func terminateWhenActive(
            _ pid: Int32, through connection: PostgresConnection
        ) async throws {
            let deadline = ContinuousClock.now + .seconds(10)
            let ask = """
                SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                WHERE pid = $1 AND state = 'active' AND query LIKE '%pg_sleep%'
                """
            while try await connection.query(ask, [.int4(pid)]).count == 0 {
                try #require(ContinuousClock.now < deadline)
            }
        }

        @Test func `the pool replaces a connection that was lost`() async throws {
            let pool = PostgresPool(try PostgresTests.settings(), on: TestReactor.shared, limit: 1)
            let killer = try await PostgresTests.connect()
            let pid = try await pool.withConnection(patience: .seconds(30)) {
                try await $0.query("SELECT pg_backend_pid()").int32(0, 0)
            }

            try await killer.query("SELECT pg_terminate_backend($1, 5000)", [.int4(pid)])

            // The loss may be noticed before the next use or by it; the use after that works.
            let select: @Sendable (PostgresConnection) async throws -> Int32 = {
                try await $0.query("SELECT 1").int32(0, 0)
            }
            do {
                _ = try await pool.withConnection(patience: .seconds(30), select)
            } catch let error as PostgresError {
                #expect(error.isConnectionLost)
            }
            #expect(try await pool.withConnection(patience: .seconds(30), select) == 1)
        }

        @Test func `the pool gives up on a free connection at the deadline`() async throws {
            let pool = PostgresPool(try PostgresTests.settings(), on: TestReactor.shared, limit: 1)

            try await pool.withConnection(patience: .seconds(30)) { _ in
                let error = await #expect(throws: PostgresError.self) {
                    try await pool.withConnection(patience: .milliseconds(50)) { _ in }
                }
                #expect(error?.code == .timedOut)
            }
        }

        @Test func `the pool lends no connection with an open transaction`() async throws {
            let pool = PostgresPool(try PostgresTests.settings(), on: TestReactor.shared, limit: 1)

            try await pool.withConnection {
                _ = try await $0.run(script: "BEGIN; CREATE TEMP TABLE left_over()")
            }

            let isGone = try await pool.withConnection(patience: .seconds(30)) {
                try await $0.query("SELECT to_regclass('left_over') IS NULL").bool(0, 0)
            }
            #expect(isGone)
        }
    }
}
