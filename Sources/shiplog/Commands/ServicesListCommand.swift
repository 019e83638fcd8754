import ArgumentParser
import LedgerCore

struct ServicesListCommand: ClientVerb {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the services of an environment, newest first.",
        usage: """
            shiplog services list
            shiplog services list --environment staging --limit 10
            shiplog services list -o ndjson
            """)

    @OptionGroup var client: ClientOptions
    @OptionGroup var environment: EnvironmentOption
    @OptionGroup var page: PageOptions

    func run(in session: ClientSession) async throws -> ExitCode {
        let path = "/v1/environments/\(session.environment(environment))/services"
        let answer = try await session.client.send(.get(path, page.query))
        try session.showPage("services", of: answer, table: Self.table)
        return .success
    }

    private static func table(_ rows: [JSONObject]) -> Table {
        var table = Table("SERVICE", "STATUS", "LIVE", "ROUTER", "METRICS", "CHANGED")
        for row in rows {
            let settings = row.object("settings")
            table.add(
                .init(row.text("service")), .init(status: row.text("status")),
                .init(row.object("live")?.text("version")),
                .init(settings?.object("router")?.text("kind")),
                .init(settings?.object("metrics")?.text("kind")),
                .init(Wording.time(row.text("changed_at"))))
        }
        return table
    }
}
