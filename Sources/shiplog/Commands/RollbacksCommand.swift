import ArgumentParser
import LedgerCore

struct RollbacksCommand: ClientVerb {
    static let configuration = CommandConfiguration(
        commandName: "rollbacks", abstract: "List every time users were taken back, newest first.",
        usage: """
            shiplog rollbacks
            shiplog rollbacks agent-api --environment production
            shiplog rollbacks -o json
            """)

    @Argument(help: "Only of this service.") var service: String?
    @OptionGroup var client: ClientOptions
    @OptionGroup var environment: EnvironmentOption
    @OptionGroup var page: PageOptions

    func validate() throws {
        if let service { try EnvironmentOption.check(service, "SERVICE") }
    }

    func run(in session: ClientSession) async throws -> ExitCode {
        var query = page.query
        query.append(("environment", session.environment(environment)))
        if let service { query.append(("service", service)) }
        let answer = try await session.client.send(
            .get("/v1/rollbacks", query, service: service))
        try session.showPage("rollbacks", of: answer, table: Self.table)
        return .success
    }

    private static func table(_ rows: [JSONObject]) -> Table {
        var table = Table("DECIDED", "SERVICE", "KIND", "FROM", "TO", "CAUSE", "RESTORED", "BY")
        for row in rows {
            let restored = row.number("seconds_to_restore").map { "\(Wording.number($0)) s" }
            table.add(
                .init(Wording.time(row.text("decided_at"))), .init(row.text("service")),
                .init(row.text("kind")), .init(row.text("from_version")),
                .init(row.text("to_version")), .init(row.text("cause")), .init(restored),
                .init(row.text("decided_by")))
        }
        return table
    }
}
