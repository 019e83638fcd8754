import ArgumentParser
import LedgerCore

struct FlagsCreateCommand: FlagVerb {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Create a flag.",
        usage: """
            shiplog flags create new-model --reason "for the next release"
            shiplog flags create new-model --percent 5 --reason "first users"
            shiplog flags create new-model rollout_strategy=user_list 'allowed_users=["alice"]'
            shiplog flags create model -f model.json
            """,
        discussion: """
            Without more it is a boolean flag, enabled, and on for nobody: ramp turns it up. Fields \
            are those of the API; a value that is no JSON is taken as a text.
            """)

    @OptionGroup var flag: FlagOptions
    @Argument(help: "Fields, such as owner=team-ai.") var fields: [FieldArgument] = []
    @Option(help: "On for this share of the users, 0 to 100.") var percent: Double?
    @Option(name: [.customShort("f"), .long], help: "The fields; - is the standard input.")
    var file: String?
    @Option(help: "Why; the log keeps it. Required in production.") var reason: String?
    @Option(help: "Makes a repeat the same command; else a new UUID.")
    var idempotencyKey: String?

    func validate() throws {
        try CommandRules.check(key: idempotencyKey)
        if let reason { try CommandRules.check(reason: reason) }
    }

    func run(in session: ClientSession) async throws -> ExitCode {
        var body: JSONObject = ["enabled": true, "rollout_strategy": "none"]
        if let percent {
            body["rollout_strategy"] = "percentage"
            body["rollout_percentage"] = .number(percent)
        }
        if let file { body.merge(try InputFile(path: file).object(session.surroundings)) }
        body.merge(FieldArgument.object(fields))
        body["key"] = .string(flag.key)
        body["reason"] = .string(reason)
        let environment = session.environment(flag.environment)
        let answer = try await session.client.send(
            .post("/v1/environments/\(environment)/flags", body, key: idempotencyKey))
        session.sayIfReplayed(answer)
        let code = try show(answer, in: session, saying: "created")
        session.console.suggest(
            session.command("flags ramp \(flag.key) PERCENT", environment: environment))
        return code
    }
}

extension JSONObject {
    fileprivate mutating func merge(_ other: JSONObject) {
        for member in other.members { self[member.name] = member.value }
    }
}
