import ArgumentParser
import Executors
import Foundation
import Postgres
import PostgresLedger

/// Looks at the database's schema before a server starts on it.
enum SchemaCheck {
    /// Ends the start when the schema is missing or older than the program.
    ///
    /// A database that cannot be reached is no reason: the process waits for it and says so.
    /// - Throws: exit code 78.
    static func run(_ databaseURL: String) async throws {
        let reactor = Reactor(name: "schema-check")
        do {
            let connection = try await PostgresConnection.open(
                databaseURL, on: reactor, timeout: .seconds(5))
            let missing = try await LedgerSchema.missing(on: connection)
            await connection.close()
            guard missing.isEmpty else {
                say(
                    "the database's schema lacks \(missing.count) of this program's steps; run: "
                        + "shiplog migrate up")
                throw ExitCode(78)
            }
        } catch let error as PostgresError {
            say("the database cannot be asked yet (\(error)); check DATABASE_URL")
        }
    }

    static func say(_ line: String) {
        FileHandle.standardError.write(Data("shiplog: \(line)\n".utf8))
    }
}
