import Migrations
import Postgres
import PostgresMigrations
import Testing

extension PostgresMigrationsTests {
    /// What is kept of each action beside the schema itself.
    @Suite struct BookkeepingTests {
        @Test func `every action is in the log with who and why`() async throws {
            let database = try await ScratchDatabase.make()
            try await database.up(files(1...1))
            let runner = try await database.runner { $0.reason = "it was wrong" }
            try await runner.run([]) { history throws(MigrationRefusal) in
                try history.down(1)
            }
            _ = await failure { try await database.up([file("2", up: "SELECT nope;")]) }
            let log = """
                SELECT string_agg(concat_ws(' ', action, version, actor, left(reason, 12)), ', '
                  ORDER BY id) FROM _migrations_log
                """
            #expect(
                try await database.ask(log)
                    == "applied 1 tester, rolled_back 1 tester it was wrong, "
                    + "failed 2 tester 2_a.sql:2:8:")
        }

        @Test func `a baseline records without running`() async throws {
            let database = try await ScratchDatabase.make()
            #expect(try await database.runner().baseline(files(1...3), 2).count == 2)
            #expect(try await database.relations() == [])
            #expect(try await database.up(files(1...3)).map(\.version) == [3])
            await #expect(throws: MigrationRefusal.self) { try await database.rollBack(to: .zero) }
        }

        @Test func `an accepted edit is no mismatch any more`() async throws {
            let database = try await ScratchDatabase.make()
            try await database.up(files(1...1))
            let edited = try file("1", up: "CREATE TABLE t1 (a int); -- a comment")
            try await database.runner().repair(1, .acceptFile, [edited])
            #expect(try await database.runner().history(of: [edited]).findings.isEmpty)
        }
    }
}
