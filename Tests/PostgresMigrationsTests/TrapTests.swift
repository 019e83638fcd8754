import Migrations
import Postgres
import PostgresMigrations
import Testing

extension PostgresMigrationsTests {
    /// Where runners of this kind fall, one test each.
    @Suite struct TrapTests {
        @Test func `several concurrent indexes in one block run one after the other`()
            async throws
        {
            let database = try await ScratchDatabase.make()
            let indexes = try file(
                "2",
                up: """
                    CREATE INDEX CONCURRENTLY i ON t1 (a);
                    CREATE INDEX CONCURRENTLY j ON t1 ((a + 1));
                    """, options: "transaction:false")
            try await database.up([file("1"), indexes])
            #expect(try await database.relations() == ["i", "j", "t1"])
        }

        @Test func `waiting for the lock does not hold up a concurrent index`() async throws {
            let database = try await ScratchDatabase.make()
            let index = try file(
                "2", up: "SELECT pg_sleep(0.3);\nCREATE INDEX CONCURRENTLY i ON t1 (a);",
                options: "transaction:false")
            let all = [try file("1"), index]
            async let first = database.up(all)
            async let second = database.up(all)
            let counts = try await [first.count, second.count]
            #expect(counts.sorted() == [0, 2])
            #expect(try await InvalidIndex.all(on: database.owner).isEmpty)
        }

        @Test func `a table in use is not waited for long, and tried again`() async throws {
            let database = try await ScratchDatabase.make()
            try await database.up(files(1...1))
            let reader = try await database.connect()
            try await reader.run(script: "BEGIN; SELECT FROM t1")
            let change = [try file("1"), try file("2", up: "ALTER TABLE t1 ADD b int;")]

            let failure = await failure { try await database.up(change) }

            #expect(failure?.sqlState == "55P03")
            #expect(database.progress.retries == 2)
            #expect(try await database.versions() == ["1"])

            try await reader.run(script: "COMMIT")
            #expect(try await database.up(change).count == 1)
        }

        @Test func `a lock that is not to be had is an error that names the holder`() async throws {
            let database = try await ScratchDatabase.make()
            let holder = try await database.closeGate()
            let slow = try file("1", up: ScratchDatabase.gated)
            async let first = database.up([slow], ScratchDatabase.patient)
            while database.progress.told.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
            let impatient = try await database.runner { $0.lockWait = .milliseconds(100) }

            let failure = await failure {
                try await impatient.run([slow]) { history throws(MigrationRefusal) in
                    try history.up()
                }
            }

            #expect(failure?.code == .lockNotObtained)
            #expect(failure?.message.contains("pid ") == true)
            #expect(failure?.message.contains("shiplog migrate at this machine") == true)
            try await holder.run(script: "COMMIT")
            let steps = try await first
            #expect(steps.count == 1)
        }

        @Test func `a failure that was taken back leaves nothing to repair`() async throws {
            let database = try await ScratchDatabase.make()
            let broken = try file("1", up: "CREATE TABLE t1 ();\nSELECT nope;")
            #expect(await failure { try await database.up([broken]) } != nil)
            #expect(try await database.versions() == [])
            #expect(try await database.up(files(1...1)).count == 1)
        }

        @Test func `a failed first statement leaves nothing to repair either`() async throws {
            let database = try await ScratchDatabase.make()
            let broken = try file("1", up: "SELECT nope;", options: "transaction:false")
            #expect(await failure { try await database.up([broken]) }?.statementsKept == 0)
            #expect(try await database.versions() == [])
        }

        @Test func `a failed later statement is kept as failed, and resumed`() async throws {
            let database = try await ScratchDatabase.make()
            let broken = try file(
                "1", up: "CREATE TABLE t1 ();\nINSERT INTO later VALUES (1);\nCREATE TABLE t2 ();",
                options: "transaction:false")

            let failure = await failure { try await database.up([broken]) }

            #expect(failure?.statementsKept == 1)
            #expect(failure?.place?.line == 3)
            let record = try await database.record(1)
            #expect(record?.state == .failed)
            #expect(record?.statementsDone == 1)
            await #expect(throws: MigrationRefusal.self) { try await database.up([broken]) }

            try await database.owner.run(script: "CREATE TABLE later (a int)")
            try await database.runner().repair(1, .resume, [broken])
            #expect(try await database.record(1)?.state == .applied)
            #expect(try await database.relations() == ["later", "t1", "t2"])
        }

        @Test func `a run that ended inside its first statement is resumed, either way`()
            async throws
        {
            let database = try await ScratchDatabase.make()
            let step = try file(
                "1", up: "CREATE TABLE t1 ();", down: "DROP TABLE t1;",
                options: "transaction:false", downOptions: "transaction:false")
            try await database.up([file("0")])
            try await database.owner.query(
                """
                INSERT INTO _migrations (version, name, state, checksum_up, down_sql,
                  down_transactional)
                VALUES ('1', 'a', 'running', $1, $2, false)
                """, [.text(step.up.checksum), .text("DROP TABLE t1;")])
            try await database.runner().repair(1, .resume, [step])
            #expect(try await database.relations() == ["t0", "t1"])

            try await database.owner.run(
                script: """
                    UPDATE _migrations SET state = 'running', direction = 'down'
                    WHERE version = '1'
                    """)
            try await database.runner().repair(1, .resume, [step])
            #expect(try await database.relations() == ["t0"])
            #expect(try await database.versions() == ["0"])
        }

        @Test func `an index that a failed statement left behind is named`() async throws {
            let database = try await ScratchDatabase.make()
            try await database.up(files(1...1))
            try await database.owner.run(script: "INSERT INTO t1 VALUES (1), (1)")
            let index = try file(
                "2", up: "CREATE UNIQUE INDEX CONCURRENTLY i ON t1 (a);",
                options: "transaction:false")

            let failure = await failure { try await database.up([file("1"), index]) }

            let advice = "DROP INDEX CONCURRENTLY public.i"
            #expect(failure?.notes.contains { $0.contains(advice) } == true)
            #expect(try await database.record(2)?.state == .failed)
            #expect(try await InvalidIndex.all(on: database.owner).map(\.name) == ["public.i"])
        }

        @Test func `a session that lost its lock goes no further`() async throws {
            let database = try await ScratchDatabase.make()
            let careless = try file("1", up: "SELECT pg_advisory_unlock_all();")
            let failure = await failure { try await database.up([careless, file("2")]) }
            #expect(failure?.code == .lockLost)
            #expect(try await database.versions() == ["1"])
        }

        @Test func `an older program undoes what it has no file for`() async throws {
            let database = try await ScratchDatabase.make()
            try await database.up(files(1...3))
            try await database.rollBack(to: 1, files(1...1))
            #expect(try await database.relations() == ["t1"])
        }

        @Test func `what one migration sets does not reach the next`() async throws {
            let database = try await ScratchDatabase.make()
            try await database.owner.run(script: "CREATE ROLE \(database.name)_nobody")
            let careless = try file(
                "1",
                up: """
                    CREATE TABLE t1 ();
                    SELECT pg_catalog.set_config('search_path', '', false);
                    SET ROLE \(database.name)_nobody;
                    """)
            try await database.up([careless, file("2")])
            #expect(try await database.relations() == ["t1", "t2"])
        }

        @Test func `an error is shown as file, line, column and a caret`() async throws {
            let database = try await ScratchDatabase.make()
            let broken = try file("1", up: "SELECT 'ąę',\n\tnope FROM pg_class;")
            let failure = await failure { try await database.up([broken]) }
            #expect(
                failure?.description
                    == "1_a.sql:3:2: column \"nope\" does not exist (SQLSTATE 42703)")
            #expect(failure?.excerpt == ["3 | \tnope FROM pg_class;", "  | \t^"])
        }

        @Test func `a role that may only make tables in its schema can migrate it`() async throws {
            let database = try await ScratchDatabase.make()
            let role = "\(database.name)_owner"
            try await database.owner.run(
                script: """
                    CREATE ROLE \(role);
                    REVOKE ALL ON DATABASE \(database.name) FROM PUBLIC;
                    GRANT CREATE, USAGE ON SCHEMA public TO \(role);
                    ALTER ROLE postgres IN DATABASE \(database.name) SET role = '\(role)';
                    """)
            try await database.up(files(1...2))
            try await database.rollBack(to: 1)
            #expect(try await database.relations() == ["t1"])
            let owner = "SELECT tableowner FROM pg_tables WHERE tablename = 't1'"
            #expect(try await database.ask(owner) == role)
        }

        @Test func `an error inside a function names its line there`() async throws {
            let database = try await ScratchDatabase.make()
            let broken = try file("1", up: "DO $$\nBEGIN\n  PERFORM 1 / 0;\nEND $$;")
            let failure = await failure { try await database.up([broken]) }
            #expect(failure?.place == SQLPlace(line: 2, column: 1))
            #expect(failure?.excerpt.contains { $0.contains("line 3 at PERFORM") } == true)
        }

        @Test func `detail and hint of the server are shown`() async throws {
            let database = try await ScratchDatabase.make()
            let broken = try file(
                "1", up: "CREATE TABLE t1 (a int PRIMARY KEY);\nINSERT INTO t1 VALUES (7), (7);")
            let failure = await failure { try await database.up([broken]) }
            #expect(failure?.notes == ["detail: Key (a)=(7) already exists."])
        }
    }
}
