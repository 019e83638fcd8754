import ArgumentParser
import LedgerCore

struct RollbackWindowCommand: ClientVerb {
    static let configuration = CommandConfiguration(
        commandName: "rollback-window",
        abstract: "Show whether an automatic rollback may start now, and if not, when.",
        usage: """
            shiplog rollback-window agent-api
            shiplog rollback-window agent-api --environment staging -o json
            shiplog rollback-window agent-api --at 2026-11-24T13:02:41Z
            """)

    @Argument(help: "The service's name.") var service: String
    @Option(
        help: ArgumentHelp(
            "As it was at a time (RFC 3339) or just after a position of the log.",
            valueName: "moment"))
    var at: String?
    @OptionGroup var client: ClientOptions
    @OptionGroup var environment: EnvironmentOption

    func validate() throws { try EnvironmentOption.check(service, "SERVICE") }

    func run(in session: ClientSession) async throws -> ExitCode {
        let path = "/v1/environments/\(session.environment(environment))/services/\(service)"
        let answer = try await session.client.send(
            .get(path + "/rollback-window", at.map { [("at", $0)] } ?? [], service: service))
        try session.showDocument(answer) { Self.lines($0, session.console.style) }
        return .success
    }

    private static func lines(_ document: JSONObject, _ style: Style) -> [String] {
        var facts = FactList()
        facts.add("service", document.text("service"))
        facts.add("environment", document.text("environment"))
        let automatic = document.text("automatic") ?? "unknown"
        facts.add("automatic", words[automatic] ?? automatic, automatic == "on" ? nil : .yellow)
        facts.add("last rollback", Wording.time(document.text("last_rollback_at")) ?? "none")
        guard let limit = document.whole("max_rollbacks_per_hour") else {
            return facts.lines(style)
        }
        let cooldown = Wording.time(document.text("cooldown_until")).map { "until \($0)" }
        facts.add("cooldown", cooldown ?? "over", cooldown == nil ? nil : .yellow)
        let started = document.whole("started_in_last_hour") ?? 0
        facts.add("this hour", "\(started) of \(limit)", started < limit ? nil : .yellow)
        let until = Wording.time(document.text("blocked_until"))
        facts.add("may start", until.map { "at \($0)" } ?? "now")
        facts.add("target", document.text("target") ?? "none: no earlier good version is known")
        return facts.lines(style)
    }

    private static let words = [
        "on": "on", "off": "off: only people take back what is live",
        "suspended": "suspended: the last one did not help; a person must decide",
    ]
}
