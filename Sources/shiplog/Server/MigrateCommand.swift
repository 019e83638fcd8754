import ArgumentParser
import Executors
import Foundation
import Postgres
import PostgresLedger

/// `shiplog migrate`: the ledger's own schema.
struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate", abstract: "Bring the ledger's database up to date.",
        subcommands: [Up.self])

    struct Up: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Apply the steps that are missing, all or none.",
            usage: "shiplog migrate up --database-url postgres://owner@db/shiplog")

        @OptionGroup var options: ServerOptions

        func run() async throws {
            let settings = try options.read([.database])
            try await Self.apply(settings.databaseURL)
            print("The database is up to date: \(try LedgerSchema.migrations().count) steps.")
        }

        /// - Throws: exit code 69 when the server cannot be reached.
        static func apply(_ databaseURL: String) async throws {
            let reactor = Reactor(name: "migrate")
            do {
                let connection = try await PostgresConnection.open(databaseURL, on: reactor)
                try await LedgerSchema.up(on: connection)
                await connection.close()
            } catch let error as PostgresError where error.code == .connectionFailed {
                SchemaCheck.say("the database cannot be reached (\(error)); check DATABASE_URL")
                throw ExitCode(69)
            }
        }
    }
}
