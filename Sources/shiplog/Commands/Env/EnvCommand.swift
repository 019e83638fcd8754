import ArgumentParser

/// `shiplog env`: what an environment is set to; `stop` and `freeze` are what it is allowed.
struct EnvCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "env", abstract: "Check and compare the settings of environments.",
        usage: """
            shiplog env check settings.json --all
            shiplog env show settings.json --environment staging --sources
            shiplog env diff settings.json staging production
            shiplog env schema > settings.schema.json
            """,
        discussion: """
            The file is the argument, else SHIPLOG_SETTINGS. The environment is --environment, \
            else APP_ENV, else development; inside Kubernetes it must be named. No secret is \
            shown. Exit codes: 64 usage, 78 the file, a variable or the environment is wrong: \
            every problem is listed, and nothing is applied.
            """,
        subcommands: [
            EnvCheckCommand.self, EnvShowCommand.self, EnvDiffCommand.self,
            EnvSchemaCommand.self,
        ])
}
