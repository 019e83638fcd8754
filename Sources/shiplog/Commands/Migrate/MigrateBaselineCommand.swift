import ArgumentParser
import Migrations
import PostgresMigrations

struct MigrateBaselineCommand: MigrateVerb {
    static let configuration = CommandConfiguration(
        commandName: "baseline",
        abstract: "Record that a database already has the steps up to a version.",
        usage: """
            shiplog migrate baseline 12 --dir migrations --reason "made by hand before"
            """,
        discussion: "Nothing runs. It is refused when the database has records already.")

    @Argument(help: "The last version that the database has.") var version: MigrationVersion
    @OptionGroup var options: MigrateOptions

    func run(in session: MigrateSession) async throws -> ExitCode {
        let known = try await session.runner.baseline(session.files, version)
        for file in known { session.console.say("recorded \(file.fileName)") }
        return try await session.finish([])
    }
}
