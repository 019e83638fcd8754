import Migrations
import Postgres
import PostgresMigrations
import Testing

extension PostgresMigrationsTests {
    /// What the simplest manager of migrations gets wrong, one test each.
    @Suite struct ChapterTests {
        @Test func `versions 1 to 11 make 11 the current one`() async throws {
            let database = try await ScratchDatabase.make()
            try await database.up(files(1...11))
            #expect(try await database.runner().history(of: []).current == 11)
            #expect(try await database.versions() == (1...11).map { "\($0)" })
        }

        @Test func `going back to 2 undoes 11 to 3 and leaves 1 and 2`() async throws {
            let database = try await ScratchDatabase.make()
            try await database.up(files(1...11))
            let steps = try await database.rollBack(to: 2)
            #expect(steps.map(\.version.description) == (3...11).reversed().map { "\($0)" })
            #expect(try await database.versions() == ["1", "2"])
            #expect(try await database.relations() == ["t1", "t2"])
        }

        @Test func `one connection is all that a rollback needs`() async throws {
            let database = try await ScratchDatabase.make()
            try await database.up(files(1...2))
            let runner = try await database.runner()
            let counted = """
                SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
                """
            let before = try await database.ask(counted)
            try await runner.run([], isOneTransaction: true) {
                history throws(MigrationRefusal) in try history.rollBack(to: .zero)
            }
            #expect(try await database.ask(counted) == before)
        }

        @Test func `a rollback that fails on its way changes nothing and says where`() async throws
        {
            let database = try await ScratchDatabase.make()
            let broken = try file("2", down: "DROP TABLE t2;\nDROP TABLE\n  nowhere;")
            try await database.up([file("1"), broken, file("3")])

            let failure = await failure { try await database.rollBack(to: .zero) }

            #expect(failure?.code == .statementFailed)
            #expect(failure?.source == "the stored down SQL of 2_a")
            #expect(failure?.place?.line == 2)
            #expect(failure?.message.contains("nowhere") == true)
            #expect(try await database.versions() == ["1", "2", "3"])
            #expect(try await database.relations() == ["t1", "t2", "t3"])
        }

        @Test func `an unknown target is refused and nothing is undone`() async throws {
            let database = try await ScratchDatabase.make()
            try await database.up(files(1...2))
            await #expect(throws: MigrationRefusal.self) { try await database.rollBack(to: 3) }
            #expect(try await database.versions() == ["1", "2"])
        }

        @Test func `a step without down SQL is refused, and its record stays`() async throws {
            let database = try await ScratchDatabase.make()
            try await database.up([file("1", down: "-- none"), file("2")])
            await #expect(throws: MigrationRefusal.self) { try await database.rollBack(to: .zero) }
            #expect(try await database.versions() == ["1", "2"])
        }

        @Test func `an index is made concurrently without a transaction`() async throws {
            let database = try await ScratchDatabase.make()
            let index = try file(
                "2", up: "CREATE INDEX CONCURRENTLY i ON t1 (a);",
                down: "DROP INDEX CONCURRENTLY i;", options: "transaction:false",
                downOptions: "transaction:false")
            try await database.up([file("1"), index])
            #expect(try await database.relations() == ["i", "t1"])
            try await database.rollBack(to: 1)
            #expect(try await database.relations() == ["t1"])
        }

        @Test func `inside a transaction such a statement fails with advice`() async throws {
            let database = try await ScratchDatabase.make()
            let index = try file("2", up: "CREATE INDEX CONCURRENTLY i ON t1 (a);")
            let failure = await failure { try await database.up([file("1"), index]) }
            #expect(failure?.notes.contains { $0.contains("transaction:false") } == true)
        }

        @Test func `of two runners at once one works and both succeed`() async throws {
            let database = try await ScratchDatabase.make()
            let holder = try await database.closeGate()
            let all = [try file("1", up: ScratchDatabase.gated), try file("2")]
            async let first = database.up(all, ScratchDatabase.patient)
            async let second = database.up(all, ScratchDatabase.patient)
            while database.progress.holders.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
            try await holder.run(script: "COMMIT")
            let counts = try await [first.count, second.count]
            #expect(counts.sorted() == [0, 2])
            #expect(database.progress.holders.first?.hasPrefix("pid ") == true)
        }

        @Test func `twelve first starters make one bookkeeping table`() async throws {
            let database = try await ScratchDatabase.make()
            try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<12 { group.addTask { try await database.up(files(1...1)).count } }
                let applied = try await group.reduce(0, +)
                #expect(applied == 1)
            }
        }

        @Test func `a table of four columns is taken over, and its times get a zone`() async throws
        {
            let database = try await ScratchDatabase.make()
            try await database.owner.run(
                script: """
                    SET timezone = 'Asia/Tokyo';
                    CREATE TABLE _migrations (version VARCHAR(255) PRIMARY KEY,
                      name VARCHAR(255) NOT NULL, applied_at TIMESTAMP DEFAULT NOW(), down_sql TEXT);
                    CREATE TABLE t2 (); CREATE TABLE t10 ();
                    INSERT INTO _migrations VALUES
                      ('10', 'ten', '2026-01-01 10:00', 'DROP TABLE t10;'),
                      ('2', 'two', '2026-01-01 09:00', 'DROP TABLE t2;'),
                      ('1', 'one', '2026-01-01 08:00', '');
                    """)
            #expect(try await database.versions() == ["1", "2", "10"])

            try await database.up([file("1"), file("2"), file("10"), file("11")])

            #expect(try await database.versions() == ["1", "2", "10", "11"])
            let type = """
                SELECT pg_typeof(applied_at) FROM _migrations LIMIT 1
                """
            #expect(try await database.ask(type) == "timestamp with time zone")
            try await database.rollBack(to: 1)
            #expect(try await database.relations() == [])
            await #expect(throws: MigrationRefusal.self) { try await database.rollBack(to: .zero) }
        }

        @Test func `what is applied is left alone, and another text for it is refused`()
            async throws
        {
            let database = try await ScratchDatabase.make()
            try await database.up(files(1...2))
            #expect(try await database.up(files(1...2)).isEmpty)
            let edited = try file("1", up: "CREATE TABLE other ();")
            await #expect(throws: MigrationRefusal.self) { try await database.up([edited]) }
            #expect(try await database.relations() == ["t1", "t2"])
        }

        @Test func `a statement that runs too long is ended by its limit`() async throws {
            let database = try await ScratchDatabase.make()
            let runner = try await database.runner { $0.statementTimeout = .seconds(1) }
            let slow = try file("1", up: "CREATE TABLE t1 ();\nSELECT pg_sleep(60);")
            let failure = await failure {
                try await runner.run([slow]) { history throws(MigrationRefusal) in
                    try history.up()
                }
            }
            #expect(failure?.sqlState == "57014")
            #expect(failure?.place?.line == 3)
            #expect(try await database.relations() == [])
        }

        @Test func `a version in the middle is undone only when it is asked for alone`()
            async throws
        {
            let database = try await ScratchDatabase.make()
            try await database.up(files(1...3))
            try await database.runner().run([]) { history throws(MigrationRefusal) in
                try history.undoOnly(2)
            }
            #expect(try await database.versions() == ["1", "3"])
        }

        @Test func `a record that changes under a rollback stops it`() async throws {
            let database = try await ScratchDatabase.make()
            try await database.up(files(1...1))
            let stranger = try await database.connect()
            try await stranger.run(
                script: "BEGIN; UPDATE _migrations SET down_sql = 'SELECT 1;'")

            async let failed = failure {
                try await database.rollBack(to: .zero, [], ScratchDatabase.patient)
            }
            try await database.waitForBlockedStatement()
            try await stranger.run(script: "COMMIT")

            let code = await failed?.code
            #expect(code == .changedMeanwhile)
            #expect(try await database.relations() == ["t1"])
        }

        @Test func `a commit of its own in a migration is refused before anything runs`()
            async throws
        {
            #expect(throws: MigrationFileError.self) {
                try file("1", up: "CREATE TABLE oops (); COMMIT; SELECT 1/0;")
            }
        }

        @Test func `a commit that only the server sees is noticed`() async throws {
            let database = try await ScratchDatabase.make()
            // With this setting the server ends the string at the second quote, and we do not.
            let hidden = try file(
                "1", up: "SET standard_conforming_strings = off;\nSELECT '\\''; COMMIT; --';")
            let failure = await failure { try await database.up([hidden]) }
            #expect(failure?.code == .leftTransaction)
            #expect(failure?.place == SQLPlace(line: 3, column: 1))
            #expect(try await database.versions() == [])
        }
    }
}

/// What a run failed with; `nil` when it did not, or with something else.
func failure(_ run: () async throws -> some Any) async -> MigrationFailure? {
    do {
        _ = try await run()
        return nil
    } catch {
        return error as? MigrationFailure
    }
}

extension ScratchDatabase {
    /// Returns once a statement waits for a lock of another session.
    func waitForBlockedStatement() async throws {
        let count = """
            SELECT count(*) FROM pg_stat_activity
            WHERE datname = current_database() AND cardinality(pg_blocking_pids(pid)) > 0
            """
        while try await ask(count) == "0" { try await owner.query("SELECT pg_sleep(0.01)") }
    }
}
