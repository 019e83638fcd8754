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
        subcommands: [
            DevCommand.self, APICommand.self, WorkerCommand.self, MigrateCommand.self,
            ProjectionsCommand.self, ServicesCommand.self, DeployCommand.self, StatusCommand.self,
            DeploymentsCommand.self, WatchCommand.self, PromoteCommand.self, PauseCommand.self,
            ResumeCommand.self, ApproveCommand.self, RejectCommand.self, AbortCommand.self,
            RetryCommand.self, RollBackCommand.self, RollbacksCommand.self,
            RollbackWindowCommand.self, UnmarkCommand.self, ExplainCommand.self,
            StopCommand.self, ResumeEnvironmentCommand.self, FreezeCommand.self,
            FlagsCommand.self, EventsCommand.self, HealthCheckCommand.self,
            SampleAgentCommand.self, DemoCommand.self,
        ])
}
