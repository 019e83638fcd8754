import Executors
import Postgres
import PostgresLedger
import PostgresTestKit
import Servers
import Testing

/// The tests of this suite share one server; each has a database of its own.
@Suite(.postgres())
struct PostgresLedgerTests {
    /// Makes a database with the ledger's schema.
    static func makeLedger(on server: PostgresServer? = nil) async throws -> LedgerDatabase {
        let server = try server ?? PostgresServerTrait.server
        let database = LedgerDatabase(server: server)
        try await server.createDatabase(database.name)
        try await LedgerSchema.up(on: database.connect())
        return database
    }
}
