import ArgumentParser
import Migrations
import PostgresMigrations

struct MigrateRedoCommand: MigrateVerb {
    static let configuration = CommandConfiguration(
        commandName: "redo", abstract: "Undo the last steps and apply them again, all or none.",
        usage: """
            shiplog migrate redo --dir migrations
            shiplog migrate redo --dir migrations --steps 2 --down-from file
            """)

    @Option(help: "How many steps.") var steps = 1
    @OptionGroup var undo: UndoOptions
    @OptionGroup var options: MigrateOptions

    func validate() throws {
        guard steps > 0 else { throw ValidationError("--steps must be 1 or more") }
        try undo.validate(options)
    }

    func run(in session: MigrateSession) async throws -> ExitCode {
        let policy = undo.policy
        return try await session.undo {
            [steps] history throws(MigrationRefusal) in
            try history.redo(steps, policy)
        }
    }
}
