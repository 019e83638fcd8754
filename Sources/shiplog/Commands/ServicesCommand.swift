import ArgumentParser

/// What is registered, and registering it.
struct ServicesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "services", abstract: "Register services, and look at what is registered.",
        usage: """
            shiplog services list
            shiplog services show agent-api
            shiplog services apply agent-api -f agent-api.json
            """,
        subcommands: [
            ServicesListCommand.self, ServicesShowCommand.self, ServicesApplyCommand.self,
        ]
    )
}
