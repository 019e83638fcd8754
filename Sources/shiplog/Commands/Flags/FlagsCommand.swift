import ArgumentParser

/// Feature flags: what there is, who gets what, and changing it.
struct FlagsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "flags", abstract: "Create, ramp, watch, kill and audit feature flags.",
        usage: """
            shiplog flags create new-model --percent 5 --reason "first users"
            shiplog flags ramp new-model 50 --over 2h --reason "looks well"
            shiplog flags eval new-model --user alice --explain
            shiplog flags kill new-model --reason "wrong answers"
            shiplog flags history new-model
            """,
        subcommands: [
            FlagsListCommand.self, FlagsGetCommand.self, FlagsCreateCommand.self,
            FlagsSetCommand.self, FlagsEnableCommand.self, FlagsDisableCommand.self,
            FlagsRampCommand.self, FlagsKillCommand.self, FlagsRestoreCommand.self,
            FlagsOverrideCommand.self, FlagsArchiveCommand.self, FlagsEvalCommand.self,
            FlagsHistoryCommand.self, FlagsRevertCommand.self,
            FlagsImportCommand.self, FlagsExportCommand.self,
        ]
    )
}
