package import Migrations
package import Postgres

/// Why the schema could not be brought up to date; nothing was changed.
package enum SchemaError: Error, Sendable, Equatable {
    /// A step that was applied before had another text then.
    case changed(version: MigrationVersion)
    /// The server refused or was not there.
    case failed(PostgresError)
}

extension SchemaError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .changed(let version):
            "step \(version) of the schema was applied with another text: this program is not the one that made the database"
        case .failed(let error):
            "the schema could not be brought up to date, and nothing was changed: \(error)"
        }
    }
}
