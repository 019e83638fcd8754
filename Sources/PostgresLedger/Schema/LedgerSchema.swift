package import Migrations
package import Postgres
package import PostgresMigrations

/// The ledger's tables and functions; the files of `migrations/` are part of the program.
package enum LedgerSchema {
    /// Where the ledger keeps what was applied to it.
    package static let table = MigrationTable(schema: "ledger", name: "schema_migrations")

    /// The step that makes the log; undoing it would destroy the record that nobody may change.
    package static let logVersion: MigrationVersion = 1

    /// Every step, in order.
    package static func migrations() throws(MigrationFileError) -> [MigrationFile] {
        // SwiftPM makes the name from the file's and puts `_` in the place of the first digit.
        let ledger = String(decoding: PackageResources._001_ledger_sql, as: UTF8.self)
        let views = String(decoding: PackageResources._002_views_sql, as: UTF8.self)
        let transparency = String(
            decoding: PackageResources._003_transparency_sql, as: UTF8.self)
        let history = String(decoding: PackageResources._004_history_sql, as: UTF8.self)
        return [
            try MigrationFile(fileName: "0001_ledger.sql", text: ledger),
            try MigrationFile(fileName: "0002_views.sql", text: views),
            try MigrationFile(fileName: "0003_transparency.sql", text: transparency),
            try MigrationFile(fileName: "0004_history.sql", text: history),
        ]
    }

    /// Applies the steps that are missing, each all or nothing; may be called by many at a time.
    ///
    /// Needs the rights of the schema's owner, and of a superuser where the roles are missing.
    /// - Throws: as ``MigrationRunner/run(_:isOneTransaction:_:)``.
    package static func up(on connection: PostgresConnection) async throws {
        let runner = MigrationRunner(
            connection, table: table, settings: RunnerSettings(actor: "shiplog"))
        try await runner.run(migrations()) { history throws(MigrationRefusal) in
            try history.up()
        }
    }

    /// The steps that this program knows and the database does not have, in order.
    package static func missing(
        on connection: PostgresConnection
    ) async throws -> [MigrationFile] {
        let applied = try await table.records(on: connection)
        return try MigrationHistory(files: migrations(), applied: applied).pending
    }
}
