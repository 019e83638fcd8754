import ArgumentParser

/// `shiplog migrate`: schemas of databases, the ledger's own and any other.
struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate", abstract: "Bring a database's schema forward, or back.",
        usage: """
            shiplog migrate up
            shiplog migrate up --database-url postgres://owner@db/agents --dir migrations
            shiplog migrate rollback-to 12 --database-url postgres://owner@db/agents
            """,
        discussion: """
            Without --dir the files are the ledger's own, which the program carries. With it they \
            are any folder of <version>_<name>.sql in dbmate's format.

            Exit codes: 1 a statement failed, 7 the records or another runner stand in the way, \
            8 a person must repair, 64 usage, 69 no database, 78 configuration.
            """,
        subcommands: [
            MigrateNewCommand.self, MigrateUpCommand.self, MigrateDownCommand.self,
            MigrateRollbackToCommand.self, MigrateRedoCommand.self, MigrateStatusCommand.self,
            MigrateVerifyCommand.self, MigratePlanCommand.self, MigrateBaselineCommand.self,
            MigrateRepairCommand.self,
        ])
}
