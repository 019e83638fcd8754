import FoundationEssentials
import Migrations
import Postgres
import PostgresLedger
import PostgresMigrations
import PostgresTestKit
import Servers
import Testing

extension PostgresLedgerTests {
    @Suite struct SchemaTests {
        @Test func `the program carries the files of the migrations directory`() throws {
            let directory = URL(filePath: #filePath).deletingLastPathComponent()
                .deletingLastPathComponent().deletingLastPathComponent()
                .appending(path: "migrations")
            let names = try FileManager.default.contentsOfDirectory(atPath: directory.path)
                .filter { $0.hasSuffix(".sql") }.sorted()

            let files = try names.map { name in
                let text = try String(contentsOf: directory.appending(path: name), encoding: .utf8)
                return try MigrationFile(fileName: name, text: text)
            }

            #expect(try LedgerSchema.migrations() == files)
        }

        @Test func `going up again changes nothing`() async throws {
            let connection = try await PostgresLedgerTests.makeLedger().connect()
            let ask = "SELECT array_agg(applied_at)::text FROM ledger.schema_migrations"
            let before = try await connection.query(ask).string(0, 0)

            try await LedgerSchema.up(on: connection)

            #expect(try await connection.query(ask).string(0, 0) == before)
        }

        @Test func `programs that start together all find the schema`() async throws {
            let database = LedgerDatabase(server: try PostgresServerTrait.server)
            try await database.server.createDatabase(database.name)

            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<5 {
                    group.addTask { try await LedgerSchema.up(on: database.connect()) }
                }
                try await group.waitForAll()
            }

            let rows = try await database.connect()
                .query("SELECT count(*) FROM ledger.schema_migrations")
            #expect(try LedgerSchema.migrations().count == Int(rows.int64(0, 0)))
        }

        @Test func `a step whose text changed after it was applied is refused`() async throws {
            let connection = try await PostgresLedgerTests.makeLedger().connect()
            try await connection.run(
                script: "UPDATE ledger.schema_migrations SET checksum_up = 'x' WHERE version = '1'")

            let refusal = await #expect(throws: MigrationRefusal.self) {
                try await LedgerSchema.up(on: connection)
            }
            #expect(refusal?.code == .mismatch)
            #expect(refusal?.reasons == ["1_ledger: the file was edited after it was applied"])
        }

        @Test func `a database of the first bookkeeping is taken over as it is`() async throws {
            let database = try await PostgresLedgerTests.makeLedgerOfFirstBookkeeping()
            let owner = try await database.connect()
            let reader = try await database.connect()
            try await reader.run(script: "SET ROLE ledger_app")
            let later = try LedgerSchema.migrations().dropFirst(2)
            #expect(try await LedgerSchema.missing(on: reader) == Array(later))

            try await LedgerSchema.up(on: owner)

            #expect(try await LedgerSchema.missing(on: reader).isEmpty)
            let records = try await LedgerSchema.table.records(on: owner)
            #expect(records.map(\.version) == [1, 2] + later.map(\.version))
            #expect(
                records.prefix(2).map(\.appliedAt)
                    == ["2026-01-01T08:00:00Z", "2026-01-01T08:00:01Z"])
            let history = try MigrationHistory(
                files: LedgerSchema.migrations(), applied: records)
            #expect(history.findings == [])
            let steps = try history.rollBack(to: 1)
            #expect(steps.last?.source == "0002_views.sql")
        }

        @Test func `a text that the first bookkeeping knew otherwise is refused`() async throws {
            let database = try await PostgresLedgerTests.makeLedgerOfFirstBookkeeping()
            let owner = try await database.connect()
            try await owner.run(
                script: "UPDATE ledger.schema_migrations SET up = up || ' ' WHERE version = 2")

            let refusal = await #expect(throws: MigrationRefusal.self) {
                try await LedgerSchema.up(on: owner)
            }
            #expect(refusal?.code == .mismatch)
        }

        @Test func `going down and up again works`() async throws {
            let connection = try await PostgresLedgerTests.makeLedger().connect()
            for migration in try LedgerSchema.migrations().reversed() {
                try await connection.run(script: migration.down?.text ?? "")
            }
            let rows = try await connection.query("SELECT to_regclass('ledger.events') IS NULL")
            #expect(rows.bool(0, 0) == true)

            for migration in try LedgerSchema.migrations() {
                let whole = migration.up
                let parts = whole.isTransactional ? [whole.text] : whole.statements.map(\.text)
                for part in parts { try await connection.run(script: part) }
            }
        }

        @Test func `what is missing is known before a server starts`() async throws {
            let database = LedgerDatabase(server: try PostgresServerTrait.server)
            try await database.server.createDatabase(database.name)
            let owner = try await database.connect()
            #expect(try await LedgerSchema.missing(on: owner).map(\.version) == [1, 2, 3, 4])
            try await LedgerSchema.up(on: owner)
            try await owner.run(script: "SET ROLE ledger_app")
            #expect(try await LedgerSchema.missing(on: owner).isEmpty)
        }
    }
}
