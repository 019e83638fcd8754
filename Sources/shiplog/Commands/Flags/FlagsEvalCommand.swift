import ArgumentParser
import LedgerCore

struct FlagsEvalCommand: ClientVerb {
    static let configuration = CommandConfiguration(
        commandName: "eval", abstract: "Show what somebody gets of a flag, and why.",
        usage: """
            shiplog flags eval new-model --user alice
            shiplog flags eval new-model --user alice --explain
            shiplog flags eval new-model --user alice --at 2026-11-17T14:05:00Z --explain
            shiplog flags eval new-model --user alice --context '{"plan":"pro"}'
            shiplog flags eval --cases cases.ndjson    # offline
            """,
        discussion: """
            --cases asks no server: each line of the file is a JSON object with flag, overrides, \
            flag_name, user_id and now; each line written is the value, variant, reason and bucket. \
            A line that cannot be read is answered by its errors, and the exit code is 64.
            """)

    @Argument(help: "The flag's key.") var key: String?
    @Option(help: "Who; without it, somebody who is not known.") var user: String?
    @Option(help: ArgumentHelp("Attributes, as a JSON object.", valueName: "json"))
    var context: String?
    @Option(help: ArgumentHelp("An earlier moment (RFC 3339).", valueName: "time")) var at: String?
    @Flag(name: .customLong("explain"), help: "Say why.") var isExplaining = false
    @Option(
        help: ArgumentHelp("Questions, one a line; - is the standard input.", valueName: "file"))
    var cases: String?
    @OptionGroup var client: ClientOptions
    @OptionGroup var environment: EnvironmentOption

    func validate() throws {
        guard (key == nil) != (cases == nil) else {
            throw ValidationError("Name a flag, or a file by --cases.")
        }
        if let key { try FlagOptions.check(key) }
        if let at, Timestamp(at) == nil {
            throw ValidationError("--at must be a time such as 2026-11-17T14:05:00Z.")
        }
    }

    func run(in session: ClientSession) async throws -> ExitCode {
        if let cases {
            return try FlagCases(InputFile(path: cases).bytes(session.surroundings)).answer {
                session.console.write($0)
            }
        }
        let path = "/v1/environments/\(session.environment(environment))/flags/\(key ?? "")"
        let query = [("user", user), ("context", context), ("at", at)].compactMap { name, value in
            value.map { (name: name, value: $0) }
        }
        let answer = try await session.client.send(.get(path + "/evaluate", query))
        try session.showDocument(answer) { document in
            isExplaining
                ? Self.lines(document, session.console.style) : [Self.text(document["value"])]
        }
        return .success
    }

    private static func lines(_ document: JSONObject, _ style: Style) -> [String] {
        var facts = FactList()
        facts.add("value", text(document["value"]))
        facts.add("variant", document.text("variant"))
        facts.add("reason", document.text("reason"))
        facts.add("because", document.text("explanation"))
        facts.add("bucket", document.whole("bucket").map { "\($0)" })
        facts.add("expires", Wording.time(document.text("override_expires_at")))
        facts.add("version", document.whole("flag_version").map { "\($0)" })
        facts.add("at", Wording.time(document.text("at")))
        return facts.lines(style)
    }

    private static func text(_ value: JSONValue?) -> String {
        if case .string(let text)? = value { return text }
        return String(decoding: (value ?? .null).bytes, as: UTF8.self)
    }
}
