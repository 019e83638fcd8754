import ArgumentParser
import LedgerCore

struct FlagsGetCommand: FlagVerb {
    static let configuration = CommandConfiguration(
        commandName: "get", abstract: "Show what a flag is.",
        usage: """
            shiplog flags get new-model
            shiplog flags get new-model -o json
            """)

    @OptionGroup var flag: FlagOptions

    func run(in session: ClientSession) async throws -> ExitCode {
        let answer = try await session.client.send(.get(path(session)))
        try session.showDocument(answer) { FlagDocument(json: $0).lines(session.console.style) }
        return .success
    }
}
