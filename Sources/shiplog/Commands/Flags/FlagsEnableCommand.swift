import ArgumentParser
import LedgerCore

struct FlagsEnableCommand: FlagVerb {
    static let configuration = CommandConfiguration(
        commandName: "enable", abstract: "Let a flag's rules and strategy count.",
        usage: """
            shiplog flags enable new-model --reason "the release is out"
            """)

    @OptionGroup var flag: FlagOptions
    @OptionGroup var change: FlagChangeOptions

    func run(in session: ClientSession) async throws -> ExitCode {
        try await patch(["enabled": true], change, in: session, saying: "enabled")
    }
}

struct FlagsDisableCommand: FlagVerb {
    static let configuration = CommandConfiguration(
        commandName: "disable", abstract: "Give everybody without an override the off variant.",
        usage: """
            shiplog flags disable new-model --reason "not this week"
            """,
        discussion: "Overrides go on to count; a kill takes them along.")

    @OptionGroup var flag: FlagOptions
    @OptionGroup var change: FlagChangeOptions

    func run(in session: ClientSession) async throws -> ExitCode {
        try await patch(["enabled": false], change, in: session, saying: "disabled")
    }
}
