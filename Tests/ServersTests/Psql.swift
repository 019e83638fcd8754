import FoundationEssentials

@testable import Servers

/// Postgres' own client, so that these tests need no link of ours to the database.
enum Psql {
    /// The first column of the first row.
    static func ask(
        _ server: PostgresServer, _ statement: String, in database: String = "postgres"
    ) async throws -> String {
        let file = "\(server.directory)/answer-\(UUID()).txt"
        let connection = server.connectionString(database: database)
        try await ChildProcess.run(Launch("psql", [connection, "-XAtqc", statement], log: file))
        let answer = try String(contentsOf: URL(filePath: file), encoding: .utf8)
        return String(answer.split(separator: "\n").first ?? "")
    }
}
