import Migrations
import Postgres

/// What was done to a database; rows are only ever added.
enum MigrationAction: String, Sendable {
    case applied
    case rolledBack = "rolled_back"
    case failed
    case baselined
    case repaired
}

extension MigrationTable {
    func log(
        _ action: MigrationAction, _ version: MigrationVersion, _ name: String, by actor: String,
        reason: String? = nil, on connection: PostgresConnection
    ) async throws(PostgresError) {
        try await connection.query(
            """
            INSERT INTO \(quotedLog) (action, version, name, actor, reason)
            VALUES ($1, $2, $3, $4, $5)
            """,
            [
                .text(action.rawValue), .text(version.description), .text(name), .text(actor),
                .optional(reason),
            ])
    }
}
