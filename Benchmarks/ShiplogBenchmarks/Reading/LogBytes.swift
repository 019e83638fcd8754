import Postgres

/// How large the events of a log are.
enum LogBytes {
    /// Bytes of JSON of an average event.
    static func perEvent(in database: BenchDatabase) async throws -> Double {
        let connection = try await PostgresConnection.open(database.settings, on: database.reactor)
        let rows = try await connection.query(
            "SELECT avg(octet_length(data::text))::double precision FROM ledger.events", [])
        return rows.double(0, 0)
    }
}
