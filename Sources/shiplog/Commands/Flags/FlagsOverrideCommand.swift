import ArgumentParser
import LedgerCore

struct FlagsOverrideCommand: FlagVerb {
    static let configuration = CommandConfiguration(
        commandName: "override", abstract: "Give one user a variant, whatever the rules say.",
        usage: """
            shiplog flags override new-model    # lists them
            shiplog flags override new-model alice on --reason "she tests it"
            shiplog flags override new-model alice on --until 2026-12-01T00:00:00Z --reason "a trial"
            shiplog flags override new-model alice --remove --reason "done"
            """,
        discussion: "Users are told apart by their exact bytes; upper and lower case differ.")

    @OptionGroup var flag: FlagOptions
    @Argument(help: "The user, as programs name them.") var user: String?
    @Argument(help: "What they get, such as on.") var variant: String?
    @Option(help: ArgumentHelp("It ends then (RFC 3339).", valueName: "time")) var until: String?
    @Flag(name: .customLong("remove"), help: "Take the user's override away.")
    var isRemoving = false
    @Option(help: "Why; the log keeps it. Required in production.") var reason: String?

    func validate() throws {
        if user != nil, (variant == nil) != isRemoving {
            throw ValidationError("Name a variant for the user, or --remove.")
        }
        if user == nil, isRemoving { throw ValidationError("Name the user.") }
        if let until, Timestamp(until) == nil {
            throw ValidationError("--until must be a time such as 2026-12-01T00:00:00Z.")
        }
        if let reason { try CommandRules.check(reason: reason) }
    }

    func run(in session: ClientSession) async throws -> ExitCode {
        let overrides = path(session) + "/overrides"
        guard let user else {
            let answer = try await session.client.send(.get(overrides))
            try session.showPage("overrides", of: answer, table: Self.table)
            return .success
        }
        let place = overrides + "/" + user.percentEncoded
        if isRemoving {
            let answer = try await session.client.send(
                .delete(place, ["reason": .string(reason)], match: nil))
            return try show(answer, in: session, saying: "has no override for \(user) any more")
        }
        let body: JSONObject = [
            "variant": .string(variant), "expires_at": .string(until), "reason": .string(reason),
        ]
        let answer = try await session.client.send(.put(place, body))
        return try show(answer, in: session, saying: "is \(variant ?? "") for \(user)")
    }

    private static func table(_ rows: [JSONObject]) -> Table {
        var table = Table("USER", "VARIANT", "UNTIL")
        for row in rows {
            let until = Wording.time(row.text("expires_at"))
            table.add(
                .init(row.text("user")), .init(row.text("variant")),
                .init(row.flag("expired") ? until.map { "\($0) (over)" } : until))
        }
        return table
    }
}
