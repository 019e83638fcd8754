import ArgumentParser
import Migrations
import PostgresMigrations

struct MigrateRollbackToCommand: MigrateVerb {
    static let configuration = CommandConfiguration(
        commandName: "rollback-to",
        abstract: "Undo everything that was applied after a version, all or none.",
        usage: """
            shiplog migrate rollback-to 12 --dir migrations
            shiplog migrate rollback-to 0 --dir migrations
            """,
        discussion: """
            The last step applied is undone first, whatever the versions are. The version itself \
            stays; 0 undoes everything.
            """)

    @Argument(help: "The version to go back to; it must be applied, or 0.")
    var version: MigrationVersion
    @OptionGroup var undo: UndoOptions
    @OptionGroup var options: MigrateOptions

    func validate() throws { try undo.validate(options) }

    func run(in session: MigrateSession) async throws -> ExitCode {
        let policy = undo.policy
        return try await session.undo {
            [version] history throws(MigrationRefusal) in
            try history.rollBack(to: version, policy)
        }
    }
}
