import Migrations
import Postgres
import PostgresLedger
import PostgresTestKit
import Servers

extension PostgresLedgerTests {
    /// A database as programs made it that kept a step's number and its two blocks; they had two
    /// steps.
    static func makeLedgerOfFirstBookkeeping() async throws -> LedgerDatabase {
        let database = LedgerDatabase(server: try PostgresServerTrait.server)
        try await database.server.createDatabase(database.name)
        let owner = try await database.connect()
        try await owner.run(
            script: """
                CREATE SCHEMA IF NOT EXISTS ledger;
                CREATE TABLE IF NOT EXISTS ledger.schema_migrations (
                  version    bigint PRIMARY KEY,
                  name       text NOT NULL,
                  checksum   bytea NOT NULL,
                  up         text NOT NULL,
                  down       text NOT NULL,
                  applied_at timestamptz NOT NULL DEFAULT clock_timestamp()
                );
                """)
        for (index, migration) in try LedgerSchema.migrations().prefix(2).enumerated() {
            try await owner.run(script: migration.up.text)
            try await owner.query(
                """
                INSERT INTO ledger.schema_migrations (version, name, checksum, up, down, applied_at)
                VALUES ($3, $4, sha256(convert_to(
                  length($1::text) || ':' || $1::text || $2::text, 'UTF8')), $1, $2,
                  '2026-01-01 08:00Z'::timestamptz + $5 * interval '1 second')
                """,
                [
                    .text(migration.up.text), .text(migration.down?.text ?? ""),
                    .int8(Int64(index + 1)), .text(migration.name), .float8(Double(index)),
                ])
        }
        return database
    }
}
