import ArgumentParser
import LedgerCore

struct FlagsSetCommand: FlagVerb {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Change fields of a flag.",
        usage: """
            shiplog flags set new-model rollout_strategy=all --reason "everybody"
            shiplog flags set new-model owner=team-ai 'tags=["ai","cost"]' --reason "handed over"
            shiplog flags set new-model -f change.json --if-version 7 --reason "agreed on"
            """,
        discussion: """
            What is not named stays; null takes a field away. A value that is no JSON is taken as a \
            text. With --if-version a flag that somebody else changed meanwhile is left alone, and \
            the exit code is 7.
            """)

    @OptionGroup var flag: FlagOptions
    @Argument(help: "Fields, such as owner=team-ai.") var fields: [FieldArgument] = []
    @Option(name: [.customShort("f"), .long], help: "The fields; - is the standard input.")
    var file: String?
    @OptionGroup var change: FlagChangeOptions

    func validate() throws {
        guard !fields.isEmpty || file != nil else {
            throw ValidationError("Name a field, such as owner=team-ai, or a file by --file.")
        }
    }

    func run(in session: ClientSession) async throws -> ExitCode {
        var body = try file.map { try InputFile(path: $0).object(session.surroundings) } ?? [:]
        for field in fields { body[field.name] = field.value }
        return try await patch(body, change, in: session, saying: "changed")
    }
}
