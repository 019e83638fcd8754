import ArgumentParser
import Migrations
import Postgres
import PostgresMigrations

/// A verb on a database's migrations; its failures are shown alike, and end the program alike.
protocol MigrateVerb: AsyncParsableCommand {
    var options: MigrateOptions { get }

    func run(in session: MigrateSession) async throws -> ExitCode
}

extension MigrateVerb {
    func run() async throws {
        let code = await outcome(in: .process)
        guard code == .success else { throw code }
    }

    /// Runs the verb, and shows what went wrong.
    func outcome(in surroundings: Surroundings) async -> ExitCode {
        let console = surroundings.console(options.isPlain)
        do {
            let session = try await MigrateSession(options, surroundings, console)
            let code = try await run(in: session)
            await session.close()
            return code
        } catch {
            let failure = ClientFailure(migrating: error)
            console.show(failure)
            return failure.exitCode
        }
    }
}

extension ClientFailure {
    /// What a migrate verb met, as it is shown and as the program ends.
    init(migrating error: any Error) {
        switch error {
        case let failure as ClientFailure: self = failure
        case let refusal as MigrationRefusal: self.init(refusal)
        case let failure as MigrationFailure:
            let isLocked = failure.code == .lockNotObtained
            self.init(
                isLocked ? .conflict : .failure, failure.description, details: failure.excerpt,
                advice: failure.statementsKept > 0 ? "shiplog migrate repair" : nil)
        case let error as MigrationFileError: self.init(.configuration, error.description)
        case let error as PostgresError where error.code == .connectionFailed:
            self.init(
                .unreachable, "the database cannot be reached (\(error))",
                advice: "check --database-url or DATABASE_URL")
        case let error as PostgresError: self.init(error)
        case is CancellationError: self.init(.interrupted, "interrupted")
        default: self.init(.failure, "\(error)")
        }
    }

    private init(_ error: PostgresError) {
        let message = error.report.map { "\($0.message): " } ?? ""
        let isLost = error.isConnectionLost
        self.init(
            .failure, "\(message)\(error)",
            advice: isLost ? "shiplog migrate status, to see what took effect" : nil)
    }

    private init(_ refusal: MigrationRefusal) {
        let (code, message, advice): (ExitCode, String, String?) =
            switch refusal.code {
            case .unknownTarget:
                (.validationFailure, "there is no such version", "shiplog migrate status")
            case .mismatch:
                (.conflict, "the files and the database do not agree", "shiplog migrate verify")
            case .unfinished:
                (.waitsForPerson, "a migration is half done", "shiplog migrate repair")
            case .irreversible: (.conflict, "nothing undoes these", nil)
            case .downDiffers:
                (.conflict, "choose with --down-from stored or --down-from file", nil)
            case .badStoredSQL: (.conflict, "the stored SQL cannot be run", nil)
            case .notEmpty: (.conflict, "a baseline is for databases without records", nil)
            }
        self.init(code, message, details: refusal.reasons, advice: advice)
    }
}
