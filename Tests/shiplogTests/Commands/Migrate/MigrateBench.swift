import ArgumentParser
import Executors
import Foundation
import LedgerCore
import Postgres
import PostgresTestKit
import Servers
import Synchronization
import Testing

@testable import shiplog

/// A database and a folder of one test, and the program's verbs on them.
struct MigrateBench: Sendable {
    let server: PostgresServer
    let databaseURL: String
    let folder: String
    private let directory: PrivateDirectory

    private static let lastNumber = Atomic(0)

    static func make() async throws -> MigrateBench {
        let server = try PostgresServerTrait.server
        let name = "bench\(lastNumber.wrappingAdd(1, ordering: .relaxed).newValue)"
        try await server.createDatabase(name)
        let directory = try PrivateDirectory()
        let bench = MigrateBench(
            server: server, databaseURL: server.connectionString(database: name),
            folder: directory.path + "/migrations", directory: directory)
        try FileManager.default.createDirectory(
            atPath: bench.folder, withIntermediateDirectories: true)
        return bench
    }

    /// Number `n` makes a table `t<n>`, unless told otherwise.
    func write(
        _ version: Int, up: String? = nil, down: String? = nil, options: String = ""
    ) throws {
        let text = """
            -- migrate:up \(options)
            \(up ?? "CREATE TABLE t\(version) ();")
            -- migrate:down
            \(down ?? "DROP TABLE t\(version);")
            """
        try text.write(toFile: "\(folder)/\(version)_a.sql", atomically: true, encoding: .utf8)
    }

    func remove(_ version: Int) throws {
        try FileManager.default.removeItem(atPath: "\(folder)/\(version)_a.sql")
    }

    struct Outcome {
        let code: ExitCode
        let output: String
        let talk: String
    }

    /// Runs `shiplog migrate` on the folder, in this process.
    func run(_ words: String...) async throws -> Outcome {
        try await runOnLedger(words + ["--dir", folder])
    }

    /// The same on the ledger's own files.
    func runOnLedger(
        _ words: [String], on recorded: RecordedConsole = RecordedConsole()
    ) async throws -> Outcome {
        let surroundings = Surroundings(
            variables: ["DATABASE_URL": databaseURL, "USER": "alice"],
            console: { _ in recorded.console }, now: { .init(microseconds: 0) },
            interruption: {}, input: { [] })
        let command = try MigrateCommand.parseAsRoot(words)
        let verb = try #require(command as? any MigrateVerb)
        let code = await verb.outcome(in: surroundings)
        return Outcome(code: code, output: recorded.output, talk: recorded.talk)
    }

    func connect() async throws -> PostgresConnection {
        try await PostgresConnection.open(
            databaseURL, on: TestReactor.shared, timeout: .seconds(30))
    }

    /// Returns once a runner is inside a statement that begins so.
    func waitForStatement(_ text: String) async throws {
        let watcher = try await connect()
        let count = """
            SELECT count(*) FROM pg_stat_activity
            WHERE datname = current_database() AND starts_with(query, $1)
            """
        while try await watcher.query(count, [.text(text)]).int64(0, 0) == 0 {
            try await watcher.query("SELECT pg_sleep(0.02)")
        }
    }

    /// Ends the session that is inside a statement which begins so, as a server does once it sees
    /// that nobody is at the other end.
    func terminate(_ text: String) async throws {
        try await connect().query(
            """
            SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
            WHERE datname = current_database() AND starts_with(query, $1)
            """, [.text(text)])
    }

    /// The first column of the first row.
    func ask(_ sql: String) async throws -> String {
        try await connect().query("SELECT (\(sql))::text").string(0, 0)
    }
}
