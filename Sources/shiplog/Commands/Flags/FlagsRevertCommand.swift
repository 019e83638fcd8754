import ArgumentParser
import LedgerCore

struct FlagsRevertCommand: FlagVerb {
    static let configuration = CommandConfiguration(
        commandName: "revert", abstract: "Make a flag again what it was at an earlier version.",
        usage: """
            shiplog flags history new-model
            shiplog flags revert new-model 3 --reason "the new rule was wrong"
            """,
        discussion: "A kill stays, and so do overrides.")

    @OptionGroup var flag: FlagOptions
    @Argument(help: "The version, as the history shows it.") var version: Int
    @Option(help: "Why; the log keeps it. Required in production.") var reason: String?

    func validate() throws {
        guard version >= 1 else { throw ValidationError("VERSION must be 1 or more.") }
        if let reason { try CommandRules.check(reason: reason) }
    }

    func run(in session: ClientSession) async throws -> ExitCode {
        let answer = try await session.client.send(
            .post(
                path(session) + "/revert",
                ["version": .integer(version), "reason": .string(reason)], key: nil))
        return try show(answer, in: session, saying: "is what it was at version \(version)")
    }
}
