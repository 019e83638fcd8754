package import Migrations
package import Postgres

/// The ledger's tables and functions; the files of `migrations/` are part of the program.
package enum LedgerSchema {
    /// Every step, in order.
    package static func migrations() throws(MigrationFileError) -> [MigrationFile] {
        // SwiftPM makes the name from the file's and puts `_` in the place of the first digit.
        let ledger = String(decoding: PackageResources._001_ledger_sql, as: UTF8.self)
        let views = String(decoding: PackageResources._002_views_sql, as: UTF8.self)
        return [
            try MigrationFile(fileName: "0001_ledger.sql", text: ledger),
            try MigrationFile(fileName: "0002_views.sql", text: views),
        ]
    }

    /// Applies the steps that are missing, all or none; may be called by many at a time.
    ///
    /// Needs the rights of the schema's owner, and of a superuser where the roles are missing.
    /// - Throws: ``SchemaError``, and `MigrationFileError` when a file of ours is broken.
    package static func up(on connection: PostgresConnection) async throws {
        let migrations = try migrations()
        do {
            try await connection.run(script: prologue, timeout: .seconds(60))
            for migration in migrations { try await apply(migration, on: connection) }
            try await connection.run(script: "COMMIT")
        } catch {
            // The error in hand is the one to report; a lost connection has rolled back by itself.
            _ = try? await connection.run(script: "ROLLBACK")
            throw (error as? PostgresError).map(SchemaError.failed) ?? error
        }
    }

    /// The steps that this program knows and the database does not have, in order.
    package static func missing(
        on connection: PostgresConnection
    ) async throws -> [MigrationFile] {
        let table = try await connection.query(
            "SELECT to_regclass('ledger.schema_migrations') IS NOT NULL", [])
        guard table.bool(0, 0) else { return try migrations() }
        let rows = try await connection.query(
            "SELECT version FROM ledger.schema_migrations", [])
        let applied = Set((0..<rows.count).map { rows.int64($0, 0) })
        return try migrations().filter { !applied.contains(number(of: $0)) }
    }

    /// The lock waits for another program that is just doing the same; its number is arbitrary.
    private static let prologue = """
        BEGIN;
        SELECT pg_advisory_xact_lock(7301764205);
        CREATE SCHEMA IF NOT EXISTS ledger;
        CREATE TABLE IF NOT EXISTS ledger.schema_migrations (
          version    bigint PRIMARY KEY,
          name       text NOT NULL,
          checksum   bytea NOT NULL,
          up         text NOT NULL,
          down       text NOT NULL,
          applied_at timestamptz NOT NULL DEFAULT clock_timestamp()
        );
        """

    private static func apply(
        _ migration: MigrationFile, on connection: PostgresConnection
    ) async throws {
        let texts: [PostgresValue] = [
            .text(migration.up.text), .text(migration.down?.text ?? ""),
        ]
        let known = try await connection.query(
            "SELECT checksum = \(checksum) FROM ledger.schema_migrations WHERE version = $3",
            texts + [.int8(number(of: migration))])
        if known.count == 1 {
            guard known.bool(0, 0) else { throw SchemaError.changed(version: migration.version) }
            return
        }
        try await connection.run(script: migration.up.text, timeout: .seconds(600))
        try await connection.query(
            """
            INSERT INTO ledger.schema_migrations (version, name, checksum, up, down)
            VALUES ($3, $4, \(checksum), $1, $2)
            """, texts + [.int8(number(of: migration)), .text(migration.name)])
    }

    /// Our own versions are one group of few digits.
    private static func number(of migration: MigrationFile) -> Int64 {
        Int64(migration.version.description) ?? 0
    }

    /// Of both blocks, whose lengths keep text from moving between them unnoticed.
    private static let checksum =
        "sha256(convert_to(length($1::text) || ':' || $1::text || $2::text, 'UTF8'))"
}
