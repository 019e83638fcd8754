import Executors
import Postgres
import PostgresLedger
import Servers

/// A database of one measurement.
struct BenchDatabase: Sendable {
    let server: PostgresServer
    let name: String
    let reactor: Reactor

    var settings: String { server.connectionString(database: name) }

    /// How Postgres' own programs reach the server.
    var arguments: [String] { ["-h", server.directory, "-p", "5432", "-U", "postgres"] }

    func migrate() async throws {
        let connection = try await PostgresConnection.open(settings, on: reactor)
        try await LedgerSchema.up(on: connection)
    }

    func run(_ script: String) async throws {
        let connection = try await PostgresConnection.open(settings, on: reactor)
        try await connection.run(script: script, timeout: .seconds(120))
    }

    func store() -> PostgresEventStore { PostgresEventStore(settings, on: reactor) }
}
