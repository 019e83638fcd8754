import ArgumentParser
import Migrations
import PostgresMigrations

struct MigrateDownCommand: MigrateVerb {
    static let configuration = CommandConfiguration(
        commandName: "down", abstract: "Undo the last steps, all or none.",
        usage: """
            shiplog migrate down --dir migrations
            shiplog migrate down --dir migrations --steps 2
            shiplog migrate down --dir migrations --only 7 --reason "the column is read by nobody"
            """,
        discussion: "What undoes a step is stored in the database, so its file may be gone.")

    @Option(help: "How many steps.") var steps = 1
    @Option(help: "Only this version, though later ones may rest on it. Needs --reason.")
    var only: MigrationVersion?
    @OptionGroup var undo: UndoOptions
    @OptionGroup var options: MigrateOptions

    func validate() throws {
        guard steps > 0 else { throw ValidationError("--steps must be 1 or more") }
        if only != nil, options.reason?.isEmpty ?? true {
            throw ValidationError("--only needs --reason")
        }
        try undo.validate(options)
    }

    func run(in session: MigrateSession) async throws -> ExitCode {
        let policy = undo.policy
        return try await session.undo {
            [only, steps] history throws(MigrationRefusal) in
            guard let only else { return try history.down(steps, policy) }
            return try history.undoOnly(only, policy)
        }
    }
}
