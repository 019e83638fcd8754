import ArgumentParser
import LedgerCore

struct FlagsImportCommand: ClientVerb {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Create or change many flags, all or none.",
        usage: """
            shiplog flags import -f flags.json --reason "moved from the old service"
            shiplog flags export --environment staging | shiplog flags import -f - --reason "released"
            """,
        discussion: """
            The file is {"flags": […]}, as export writes it, or as the book chapter's service reads \
            it. What it does not name stays. One flag that is wrong refuses all; every problem is \
            shown with its place.
            """)

    @Option(name: [.customShort("f"), .long], help: "The flags; - is the standard input.")
    var file: String
    @Option(help: "Why; the log keeps it. Required in production.") var reason: String?
    @Option(help: "Makes a repeat the same command; else a new UUID.")
    var idempotencyKey: String?
    @OptionGroup var client: ClientOptions
    @OptionGroup var environment: EnvironmentOption

    func validate() throws {
        try CommandRules.check(key: idempotencyKey)
        if let reason { try CommandRules.check(reason: reason) }
    }

    func run(in session: ClientSession) async throws -> ExitCode {
        let environment = session.environment(environment)
        var body = try InputFile(path: file).object(session.surroundings)
        body["reason"] = .string(reason)
        let answer = try await session.client.send(
            .post("/v1/environments/\(environment)/flags/import", body, key: idempotencyKey))
        session.sayIfReplayed(answer)
        try session.showDocument(answer) { document in
            let counts = ["created", "changed", "unchanged"].map { name in
                "\(document.whole(name) ?? 0) \(name)"
            }
            return ["\(environment): \(counts.joined(separator: ", "))"]
        }
        return .success
    }
}

struct FlagsExportCommand: ClientVerb {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write all flags of an environment as import reads them.",
        usage: """
            shiplog flags export > flags.json
            """,
        discussion: "What the flags are, without kills and overrides.")

    @OptionGroup var client: ClientOptions
    @OptionGroup var environment: EnvironmentOption

    func run(in session: ClientSession) async throws -> ExitCode {
        let path = "/v1/environments/\(session.environment(environment))/flags"
        var flags: [JSONValue] = []
        var query = [(name: "limit", value: "500")]
        while true {
            let page = try await session.client.object(.get(path, query))
            flags += page.objects("flags").map { .object(Self.definition($0)) }
            guard let next = page.text("next") else { break }
            query = [(name: "limit", value: "500"), (name: "cursor", value: next)]
        }
        let document: JSONObject = ["flags": .array(flags)]
        session.console.write(document.line)
        return .success
    }

    private static func definition(_ row: JSONObject) -> JSONObject {
        var row = row
        for name in ["environment", "killed", "version", "changed_at"] { row[name] = nil }
        return row
    }
}
