import ArgumentParser
import Migrations
import PostgresMigrations

struct MigrateUpCommand: MigrateVerb {
    static let configuration = CommandConfiguration(
        commandName: "up", abstract: "Apply the steps that are missing, each all or nothing.",
        usage: """
            shiplog migrate up --database-url postgres://owner@db/shiplog
            shiplog migrate up --dir migrations --to 12
            """)

    @Option(help: "The last version to apply.") var to: MigrationVersion?
    @Option(help: "At most so many steps.") var steps: Int?
    @Flag(help: "Also apply what is older than something that is applied.")
    var allowOutOfOrder = false
    @OptionGroup var options: MigrateOptions

    func validate() throws {
        guard steps ?? 1 > 0 else { throw ValidationError("--steps must be 1 or more") }
    }

    func run(in session: MigrateSession) async throws -> ExitCode {
        let done = try await session.runner.run(session.files) {
            [to, steps, allowOutOfOrder] history throws(MigrationRefusal) in
            try history.up(to: to, limit: steps, allowsOutOfOrder: allowOutOfOrder)
        }
        return try await session.finish(done)
    }
}
