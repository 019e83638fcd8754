import ArgumentParser
import Executors
import Foundation
import Migrations
import Postgres
import PostgresLedger
import PostgresMigrations

/// One run of a migrate verb: the files, and a runner on the database.
struct MigrateSession: Sendable {
    let files: [MigrationFile]
    let runner: MigrationRunner
    let connection: PostgresConnection
    let console: Console
    let isJSON: Bool
    private let isOwnSchema: Bool

    init(
        _ options: MigrateOptions, _ surroundings: Surroundings, _ console: Console
    ) async throws {
        let url = try Self.databaseURL(options, surroundings.variables)
        let folder = try options.dir.map(MigrationFolder.init)
        for name in folder?.ignored ?? [] {
            console.say("ignored: \(name) is not named <version>_<name>.sql")
        }
        files = try folder?.files ?? LedgerSchema.migrations()
        connection = try await PostgresConnection.open(url, on: Reactor(name: "migrate"))
        isOwnSchema = folder == nil
        let table =
            isOwnSchema
            ? LedgerSchema.table : try await MigrationTable.standard(on: connection)
        isJSON = options.output == .json
        runner = MigrationRunner(
            connection, table: table, settings: Self.settings(options, surroundings.variables)
        ) { Self.show($0, on: console) }
        self.console = console
    }

    func close() async { await connection.close() }

    func history() async throws -> MigrationHistory { try await runner.history(of: files) }

    /// Runs a plan that undoes, all or nothing.
    ///
    /// The ledger's log is never undone: to be rid of it takes dropping the database.
    func undo(_ plan: @escaping MigrationRunner.Plan) async throws -> ExitCode {
        let keepsLog = isOwnSchema
        let done = try await runner.run(files, isOneTransaction: true) {
            history throws(MigrationRefusal) in
            let steps = try plan(history)
            let losesLog = steps.contains {
                $0.direction == .down && $0.version == LedgerSchema.logVersion
            }
            guard !keepsLog || !losesLog else {
                throw MigrationRefusal(
                    .irreversible, ["\(LedgerSchema.logVersion)_ledger: the log would be gone"])
            }
            return steps
        }
        return try await finish(done)
    }

    private static func databaseURL(
        _ options: MigrateOptions, _ variables: [String: String]
    ) throws -> String {
        var reader = SettingsReader(
            flags: ["MIGRATIONS_DATABASE_URL": options.databaseURL], environment: variables)
        let url =
            reader.text("MIGRATIONS_DATABASE_URL")
            ?? reader.required("DATABASE_URL", "postgres://owner@db.internal/agents")
        guard reader.problems.isEmpty else {
            throw ClientFailure(.configuration, reader.problems.joined(separator: "; "))
        }
        return url
    }

    private static func settings(
        _ options: MigrateOptions, _ variables: [String: String]
    ) -> RunnerSettings {
        let user = variables.filled("USER") ?? "unknown"
        var settings = RunnerSettings(actor: "\(user)@\(ProcessInfo.processInfo.hostName)")
        settings.lockWait = .seconds(options.lockWait.seconds)
        settings.lockTimeout = .seconds(options.lockTimeout.seconds)
        settings.statementTimeout = options.statementTimeout.map { .seconds($0.seconds) }
        settings.reason = options.reason
        return settings
    }
}

extension MigrateSession {
    private static func show(_ progress: RunnerProgress, on console: Console) {
        switch progress {
        case .waiting(let holder): console.say("waiting for another runner: \(holder)")
        case .started(let step):
            console.say("\(step.direction == .up ? "applying" : "undoing") \(step.label) …")
        case .finished(let step, let time):
            let verb = step.direction == .up ? "applied" : "undone"
            console.say("\(verb) \(step.label) in \(milliseconds(time)) ms")
        case .retrying(let step, let pause):
            console.say(
                "\(step.label) could not lock its tables; again in \(milliseconds(pause)) ms")
        }
    }

    private static func milliseconds(_ duration: Duration) -> Int64 {
        duration.components.seconds * 1000 + duration.components.attoseconds / 1_000_000_000_000_000
    }

    /// Says what was done, and where the database is now.
    func finish(_ steps: [MigrationStep]) async throws -> ExitCode {
        let current = try await history().current?.description
        guard !isJSON else {
            try write(
                MigrateDocument.Outcome(
                    current: current,
                    steps: steps.map {
                        .init(
                            version: "\($0.version)", name: $0.name,
                            direction: $0.direction.rawValue)
                    }))
            return .success
        }
        let count = steps.count == 1 ? "1 step" : "\(steps.count) steps"
        console.write(
            (steps.isEmpty ? "Nothing to do" : "Done: \(count)")
                + "; the database is at \(current ?? "no version").")
        return .success
    }

    /// A document, its keys sorted.
    func write(_ document: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        console.write(String(decoding: try encoder.encode(document), as: UTF8.self))
    }
}
