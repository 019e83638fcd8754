import ArgumentParser
import LedgerCore

struct FlagsArchiveCommand: FlagVerb {
    static let configuration = CommandConfiguration(
        commandName: "archive", abstract: "Remove a flag; its history stays.",
        usage: """
            shiplog flags archive new-model --reason "everybody has it, the code is gone"
            """)

    @OptionGroup var flag: FlagOptions
    @OptionGroup var change: FlagChangeOptions

    func run(in session: ClientSession) async throws -> ExitCode {
        let answer = try await session.client.send(
            .delete(
                path(session), ["reason": .string(change.reason)], match: change.match))
        return try show(answer, in: session, saying: "archived")
    }
}
