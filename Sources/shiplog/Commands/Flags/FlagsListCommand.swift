import ArgumentParser
import LedgerCore

struct FlagsListCommand: ClientVerb {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the flags of an environment, by key.",
        usage: """
            shiplog flags list
            shiplog flags list --environment staging --limit 10
            shiplog flags list --stale 30
            shiplog flags list -o ndjson
            """)

    @OptionGroup var client: ClientOptions
    @OptionGroup var environment: EnvironmentOption
    @OptionGroup var page: PageOptions
    @Option(
        help: ArgumentHelp(
            "Only those that give everybody the same and did not change for so many days.",
            valueName: "days"))
    var stale: Int?

    func validate() throws {
        if let stale, !(1...36_500).contains(stale) {
            throw ValidationError("--stale must be 1 to 36500.")
        }
    }

    func run(in session: ClientSession) async throws -> ExitCode {
        let path = "/v1/environments/\(session.environment(environment))/flags"
        var query = page.query
        if let stale { query.append((name: "stale_days", value: "\(stale)")) }
        let answer = try await session.client.send(.get(path, query))
        try session.showPage("flags", of: answer, table: Self.table)
        return .success
    }

    private static func table(_ rows: [JSONObject]) -> Table {
        var table = Table("FLAG", "STATE", "FOR", "TYPE", "VERSION", "CHANGED", "OWNER")
        for row in rows {
            let flag = FlagDocument(json: row)
            table.add(
                .init(row.text("key")), .init(flag.state, flag.tint), .init(flag.rollout),
                .init(row.text("type")), .init(row.whole("version").map { "\($0)" }),
                .init(Wording.time(row.text("changed_at"))), .init(row.text("owner")))
        }
        return table
    }
}
