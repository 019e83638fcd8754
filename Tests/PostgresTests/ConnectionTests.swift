import Postgres
import PostgresTestKit
import Testing

extension PostgresTests {
    @Suite struct ConnectionTests {
        @Test func `300 connections opened and closed from the shared pool all answer`()
            async throws
        {
            try await withThrowingTaskGroup(of: Int64.self) { group in
                for number in Int64(0)..<300 {
                    if number >= 20 { _ = try await group.next() }
                    group.addTask {
                        let connection = try await PostgresTests.connect()
                        let rows = try await connection.query("SELECT $1", [.int8(number)])
                        #expect(rows.int64(0, 0) == number)
                        if number % 2 == 0 { await connection.close() }
                        return number
                    }
                }
                try await group.waitForAll()
            }
        }

        @Test func `connections that are let go leave the server`() async throws {
            let observer = try await PostgresTests.connect()
            let name = "let_go_test"
            for _ in 0..<20 {
                let connection = try await PostgresConnection.open(
                    PostgresTests.settings() + " application_name=\(name)", on: TestReactor.shared)
                try await connection.query("SELECT 1")
            }

            let deadline = ContinuousClock.now + .seconds(10)
            let ask = "SELECT count(*) FROM pg_stat_activity WHERE application_name = $1"
            while try await observer.query(ask, [.text(name)]).int64(0, 0) > 0 {
                try #require(ContinuousClock.now < deadline)
            }
        }

        @Test func `statements of many tasks on one connection do not mix`() async throws {
            let connection = try await PostgresTests.connect()

            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in Int64(0)..<100 {
                    group.addTask {
                        let rows = try await connection.query("SELECT $1", [.int8(number)])
                        #expect(rows.int64(0, 0) == number)
                    }
                }
                try await group.waitForAll()
            }
        }

        @Test func `notices of the server do not disturb a statement`() async throws {
            let connection = try await PostgresTests.connect()

            try await connection.run(script: "DROP TABLE IF EXISTS not_there")

            #expect(try await connection.query("SELECT 7").int32(0, 0) == 7)
        }
    }
}
