import Executors
import Postgres
import PostgresTestKit
import Servers
import Testing

/// All tests of the link share one real server.
@Suite(.postgres(["max_connections": "350"]))
struct PostgresTests {
    static func settings() throws -> String {
        try PostgresServerTrait.server.connectionString(database: "postgres")
    }

    static func connect() async throws -> PostgresConnection {
        try await PostgresConnection.open(
            settings(), on: TestReactor.shared, timeout: .seconds(30))
    }
}
