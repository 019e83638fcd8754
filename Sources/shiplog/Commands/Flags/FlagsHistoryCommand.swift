import ArgumentParser
import LedgerCore

struct FlagsHistoryCommand: FlagVerb {
    static let configuration = CommandConfiguration(
        commandName: "history", abstract: "Show what was done to a flag, newest first.",
        usage: """
            shiplog flags history new-model
            shiplog flags history new-model --limit 5 -o ndjson
            """,
        discussion: "An archived flag still has its history.")

    @OptionGroup var flag: FlagOptions
    @Option(help: "Entries, 1 to 500.") var limit = 50
    @Option(help: "Only versions before this one.") var before: Int?

    func validate() throws {
        guard (1...500).contains(limit) else { throw ValidationError("--limit must be 1 to 500.") }
    }

    func run(in session: ClientSession) async throws -> ExitCode {
        var query = [(name: "limit", value: "\(limit)")]
        if let before { query.append((name: "before", value: "\(before)")) }
        let answer = try await session.client.send(.get(path(session) + "/history", query))
        let document = try session.client.object(of: answer)
        session.show(document, document.objects("entries"), answer.body, Self.table)
        if session.output == .table, let next = document.whole("next") {
            session.console.say("more: --before \(next)")
        }
        return .success
    }

    private static func table(_ rows: [JSONObject]) -> Table {
        var table = Table("VERSION", "TIME", "ACTOR", "CLIENT", "WHAT", "WHY")
        for row in rows {
            table.add(
                .init(row.whole("version").map { "\($0)" }), .init(Wording.time(row.text("at"))),
                .init(row.text("actor")), .init(row.text("client")),
                .init(FlagDocument.change(row)), .init(row.text("reason")))
        }
        return table
    }
}
