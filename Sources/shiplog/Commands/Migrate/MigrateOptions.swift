import ArgumentParser
import Migrations

/// What every migrate verb takes that talks to a database.
struct MigrateOptions: ParsableArguments {
    @Option(
        help: """
            Postgres, as a URI or key=value pairs; else MIGRATIONS_DATABASE_URL, else DATABASE_URL.
            """)
    var databaseURL: String?

    @Option(help: "The folder with the files; without it, the ledger's own.")
    var dir: String?

    @Option(help: "Longest wait for another runner.") var lockWait = DurationArgument(seconds: 60)

    @Option(help: "Longest wait of a statement for a table, before the step is tried again.")
    var lockTimeout = DurationArgument(seconds: 5)

    @Option(help: "Longest run of one statement; no limit without it.")
    var statementTimeout: DurationArgument?

    @Option(help: "Why; the database's log of migrations keeps it.") var reason: String?

    @Option(name: .shortAndLong, help: "How data is written: table or json.")
    var output = OutputFormat.table

    @Flag(name: .customLong("no-color"), help: "No colours; so do NO_COLOR and TERM=dumb.")
    var isPlain = false

    func validate() throws {
        guard output != .ndjson else { throw ValidationError("-o is table or json here") }
    }
}

/// How steps are undone.
struct UndoOptions: ParsableArguments {
    @Option(
        help:
            "Whose down block runs where they differ: the one stored in the database, or the file's."
    )
    var downFrom: UndoPolicy.DownSource?

    @Flag(help: "Forget steps that nothing undoes; their schema stays. Needs --reason.")
    var forceIrreversible = false

    var policy: UndoPolicy {
        var policy = UndoPolicy()
        policy.downSource = downFrom
        policy.forcesIrreversible = forceIrreversible
        return policy
    }

    /// - Throws: when something is forced without saying why.
    func validate(_ options: MigrateOptions) throws {
        guard forceIrreversible, options.reason?.isEmpty ?? true else { return }
        throw ValidationError("--force-irreversible needs --reason")
    }
}

extension UndoPolicy.DownSource: ExpressibleByArgument {}
extension MigrationRepair: ExpressibleByArgument {}

extension MigrationVersion: ExpressibleByArgument {
    package init?(argument: String) { self.init(argument) }
}
