package import Postgres

/// An index that `CREATE INDEX CONCURRENTLY` left behind when it failed.
///
/// It costs every write and serves no query, and `IF NOT EXISTS` takes it for the real one.
package struct InvalidIndex: Sendable, Equatable {
    /// With its schema, quoted.
    package let name: String

    package var advice: String {
        "\(name) is not valid; take it away with: DROP INDEX CONCURRENTLY \(name)"
    }

    package static func all(
        on connection: PostgresConnection
    ) async throws(PostgresError) -> [InvalidIndex] {
        let rows = try await connection.query(
            """
            SELECT format('%I.%I', nspname, relname) FROM pg_index
            JOIN pg_class ON pg_class.oid = indexrelid
            JOIN pg_namespace ON pg_namespace.oid = relnamespace
            WHERE NOT indisvalid ORDER BY 1
            """)
        return (0..<rows.count).map { InvalidIndex(name: rows.string($0, 0)) }
    }
}
