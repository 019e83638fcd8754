import ArgumentParser

@main
struct Shiplog: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "shiplog", abstract: "The append-only record of what you shipped.",
        usage: """
            shiplog dev
            shiplog deploy agent-api v1.4.2 --watch
            shiplog status
            """,
        version: ShiplogVersion.current,
        groupedSubcommands: [
            CommandGroup(
                name: "Release",
                subcommands: [
                    DeployCommand.self, WatchCommand.self, StatusCommand.self,
                    DeploymentsCommand.self, ServicesCommand.self, FlagsCommand.self,
                ]),
            CommandGroup(
                name: "Control",
                subcommands: [
                    PromoteCommand.self, PauseCommand.self, ResumeCommand.self,
                    ApproveCommand.self, RejectCommand.self, AbortCommand.self,
                    RetryCommand.self,
                ]),
            CommandGroup(
                name: "Undo and stop",
                subcommands: [
                    RollBackCommand.self, RollbacksCommand.self, RollbackWindowCommand.self,
                    UnmarkCommand.self, StopCommand.self, ResumeEnvironmentCommand.self,
                    FreezeCommand.self,
                ]),
            CommandGroup(
                name: "Audit",
                subcommands: [
                    ExplainCommand.self, EventsCommand.self, VerifyCommand.self, JudgeCommand.self,
                    ReplayCommand.self, KeysCommand.self, WhoAmICommand.self,
                ]),
            CommandGroup(
                name: "Operate",
                subcommands: [
                    DevCommand.self, DemoCommand.self, APICommand.self, WorkerCommand.self,
                    MigrateCommand.self, EnvCommand.self, ProjectionsCommand.self,
                    SigningKeyCommand.self,
                    NotificationsCommand.self, HealthCheckCommand.self, SampleAgentCommand.self,
                ]),
        ])
}
