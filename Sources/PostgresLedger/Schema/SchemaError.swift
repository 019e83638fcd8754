package import Postgres

/// Why the schema could not be brought up to date; nothing was changed.
package enum SchemaError: Error, Sendable, Equatable {
    /// A step that was applied before had another text then.
    case changed(version: Int64)
    /// The server refused or was not there.
    case failed(PostgresError)
}
