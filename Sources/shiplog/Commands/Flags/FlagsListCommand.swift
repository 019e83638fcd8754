import ArgumentParser
import LedgerCore

struct FlagsListCommand: ClientVerb {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the flags of an environment, by key.",
        usage: """
            shiplog flags list
            shiplog flags list --environment staging --limit 10
            shiplog flags list -o ndjson
            """)

    @OptionGroup var client: ClientOptions
    @OptionGroup var environment: EnvironmentOption
    @OptionGroup var page: PageOptions

    func run(in session: ClientSession) async throws -> ExitCode {
        let path = "/v1/environments/\(session.environment(environment))/flags"
        let answer = try await session.client.send(.get(path, page.query))
        try session.showPage("flags", of: answer, table: Self.table)
        return .success
    }

    private static func table(_ rows: [JSONObject]) -> Table {
        var table = Table("FLAG", "STATE", "FOR", "TYPE", "VERSION", "OWNER")
        for row in rows {
            let flag = FlagDocument(json: row)
            table.add(
                .init(row.text("key")), .init(flag.state, flag.tint), .init(flag.rollout),
                .init(row.text("type")), .init(row.whole("version").map { "\($0)" }),
                .init(row.text("owner")))
        }
        return table
    }
}
