import ArgumentParser
import LedgerCore

struct FreezeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "freeze", abstract: "Say when no deployment may begin.",
        usage: """
            shiplog freeze list
            shiplog freeze set nights --from 22:00 --until 05:00 --time-zone Europe/Berlin --reason "asleep"
            shiplog freeze remove nights --reason "on call now"
            """,
        discussion: """
            Deployments that are under way go on; rollbacks and aborts always pass. `shiplog deploy \
            --override-freeze --reason TEXT` begins one all the same.
            """,
        subcommands: [FreezeListCommand.self, FreezeSetCommand.self, FreezeRemoveCommand.self])
}

struct FreezeListCommand: ClientVerb {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Show whether anything may begin, and the freezes.",
        usage: """
            shiplog freeze list
            shiplog freeze list --environment staging -o json
            """)

    @OptionGroup var client: ClientOptions
    @OptionGroup var environment: EnvironmentOption

    func run(in session: ClientSession) async throws -> ExitCode {
        let environment = session.environment(environment)
        let answer = try await session.client.send(.get("/v1/environments/\(environment)"))
        try session.showDocument(answer) { EnvironmentLines.all($0, session.console.style) }
        return .success
    }
}

struct FreezeSetCommand: ClientVerb {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Set a freeze, or change it.",
        usage: """
            shiplog freeze set nights --from 22:00 --until 05:00 --time-zone Europe/Berlin --reason "asleep"
            shiplog freeze set weekends --days sat,sun --from 00:00 --until 00:00 --reason "weekend"
            shiplog freeze set launch --starts-at 2026-12-01T08:00:00Z --ends-at 2026-12-02T08:00:00Z --reason "launch"
            """)

    @Argument(help: "Its name.") var name: String
    @Option(help: "Days on which it begins, such as sat,sun; every day without it.")
    var days: String?
    @Option(help: "When it begins, such as 22:00.") var from: String?
    @Option(help: "When it ends; the next day when it is not after --from.") var until: String?
    @Option(help: "Whose clocks count, such as Europe/Berlin; UTC without it.")
    var timeZone: String?
    @Option(help: "A freeze that happens once: its start, in RFC 3339.") var startsAt: String?
    @Option(help: "And its end.") var endsAt: String?
    @Option(help: "Why; the log keeps it.") var reason: String
    @OptionGroup var client: ClientOptions
    @OptionGroup var environment: EnvironmentOption

    func validate() throws {
        try EnvironmentOption.check(name, "NAME")
        try CommandRules.check(reason: reason)
        let isOnce = startsAt != nil && endsAt != nil
        let isWeekly = from != nil && until != nil
        guard isOnce != isWeekly else {
            throw ValidationError("Give --from and --until, or --starts-at and --ends-at.")
        }
    }

    func run(in session: ClientSession) async throws -> ExitCode {
        let environment = session.environment(environment)
        let body: JSONObject = [
            "reason": .string(reason), "starts_at": .string(startsAt), "ends_at": .string(endsAt),
            "days": days.map { .strings($0.split(separator: ",").map { String($0) }) },
            "from": .string(from), "until": .string(until), "time_zone": .string(timeZone),
        ]
        let answer = try await session.client.send(
            .put("/v1/environments/\(environment)/freezes/\(name)", body))
        try session.showDocument(answer) { EnvironmentLines.all($0, session.console.style) }
        return .success
    }
}

struct FreezeRemoveCommand: ClientVerb {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Take a freeze away.",
        usage: """
            shiplog freeze remove nights --reason "on call now"
            """)

    @Argument(help: "Its name.") var name: String
    @Option(help: "Why; the log keeps it.") var reason: String
    @OptionGroup var client: ClientOptions
    @OptionGroup var environment: EnvironmentOption

    func validate() throws {
        try EnvironmentOption.check(name, "NAME")
        try CommandRules.check(reason: reason)
    }

    func run(in session: ClientSession) async throws -> ExitCode {
        let environment = session.environment(environment)
        let answer = try await session.client.send(
            .delete(
                "/v1/environments/\(environment)/freezes/\(name)", ["reason": .string(reason)],
                match: nil))
        try session.showDocument(answer) { _ in ["freeze \(name) is gone"] }
        return .success
    }
}

/// An environment as people read it.
enum EnvironmentLines {
    static func all(_ document: JSONObject, _ style: Style) -> [String] {
        var facts = FactList()
        facts.add("environment", document.text("environment"))
        let status = document.text("status") ?? "unknown"
        facts.add("status", status, status == "open" ? .green : .yellow)
        facts.add("stopped", stop(document))
        facts.add("frozen", freeze(document))
        for window in document.objects("freezes") {
            facts.add(window.text("name") ?? "?", span(window))
        }
        return facts.lines(style)
    }

    private static func stop(_ document: JSONObject) -> String? {
        document.text("stopped_by").map { actor in
            let at = Wording.time(document.text("stopped_at")) ?? "?"
            return "by \(actor) at \(at)" + (document.text("stop_reason").map { ": \($0)" } ?? "")
        }
    }

    private static func freeze(_ document: JSONObject) -> String? {
        document.text("freeze").map { name in
            "\(name), until \(Wording.time(document.text("frozen_until")) ?? "?")"
        }
    }

    private static func span(_ window: JSONObject) -> String {
        let next = Wording.time(window.text("next_start")).map { ", next \($0)" } ?? ", over"
        let ending = Wording.time(window.text("in_force_until")).map { ", in force until \($0)" }
        if let start = Wording.time(window.text("starts_at")) {
            return "\(start) to \(Wording.time(window.text("ends_at")) ?? "?")" + (ending ?? next)
        }
        let days = window.texts("days")
        return (days.isEmpty ? "every day" : days.joined(separator: ", "))
            + " \(window.text("from") ?? "?") to \(window.text("until") ?? "?")"
            + " \(window.text("time_zone") ?? "UTC")" + (ending ?? next)
    }
}
