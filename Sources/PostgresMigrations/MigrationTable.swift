package import Postgres

/// Where a database keeps what was applied to it; the log of all actions stands beside it.
package struct MigrationTable: Sendable, Equatable {
    package let schema: String
    package let name: String

    package init(schema: String, name: String) {
        self.schema = schema
        self.name = name
    }

    /// `_migrations` in the schema where the connection would make a table.
    ///
    /// - Throws: ``MigrationFailure`` when the `search_path` names no schema that exists.
    package static func standard(on connection: PostgresConnection) async throws -> MigrationTable {
        let rows = try await connection.query("SELECT current_schema()")
        guard !rows.isNull(0, 0) else {
            throw MigrationFailure(
                .noSchema, "no schema of the search_path exists, so there is no place to record")
        }
        return MigrationTable(schema: rows.string(0, 0), name: "_migrations")
    }

    /// As SQL wants it.
    var quoted: String { "\(Self.quote(schema)).\(Self.quote(name))" }
    var quotedSchema: String { Self.quote(schema) }
    var quotedLog: String { "\(Self.quote(schema)).\(Self.quote(name + "_log"))" }
    /// What `to_regclass` reads.
    var path: PostgresValue { .text(quoted) }

    private static func quote(_ name: String) -> String {
        "\""
            + name.split(separator: "\"", omittingEmptySubsequences: false)
            .joined(separator: "\"\"") + "\""
    }
}
