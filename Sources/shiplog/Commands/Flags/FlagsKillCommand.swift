import ArgumentParser
import LedgerCore

struct FlagsKillCommand: FlagVerb {
    static let configuration = CommandConfiguration(
        commandName: "kill", abstract: "Turn a flag off for everybody, at once.",
        usage: """
            shiplog flags kill new-model --reason "wrong answers"
            """,
        discussion: """
            It goes before everything else, overrides too, and stays until restore. What the flag \
            is can be changed meanwhile.
            """)

    @OptionGroup var flag: FlagOptions
    @Option(help: "Why; the log keeps it. Required in production.") var reason: String?

    func run(in session: ClientSession) async throws -> ExitCode {
        let code = try await post("kill", reason: reason, in: session, saying: "killed")
        session.console.suggest(
            session.command(
                "flags restore \(flag.key) --reason TEXT",
                environment: session.environment(flag.environment)))
        return code
    }
}

struct FlagsRestoreCommand: FlagVerb {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Take a kill back.",
        usage: """
            shiplog flags restore new-model --reason "the prompt is mended"
            """)

    @OptionGroup var flag: FlagOptions
    @Option(help: "Why; the log keeps it. Required in production.") var reason: String?

    func run(in session: ClientSession) async throws -> ExitCode {
        try await post("restore", reason: reason, in: session, saying: "restored")
    }
}
