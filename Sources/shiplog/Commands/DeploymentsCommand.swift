import ArgumentParser
import LedgerCore

struct DeploymentsCommand: ClientVerb {
    static let configuration = CommandConfiguration(
        commandName: "deployments", abstract: "List the deployments of a service, newest first.",
        usage: """
            shiplog deployments agent-api
            shiplog deployments agent-api --limit 5 -o ndjson
            shiplog deployments    # of all services
            """)

    @Argument(help: "The service's name; all services without it.") var service: String?
    @OptionGroup var client: ClientOptions
    @OptionGroup var environment: EnvironmentOption
    @OptionGroup var page: PageOptions

    func validate() throws {
        if let service { try EnvironmentOption.check(service, "SERVICE") }
    }

    func run(in session: ClientSession) async throws -> ExitCode {
        let environment = "/v1/environments/\(session.environment(environment))"
        guard let service else { return try await all(environment, session) }
        let answer = try await session.client.send(
            .get(
                environment + "/services/\(service)/deployments", page.query, service: service))
        try session.showPage("deployments", of: answer, table: Self.table)
        return .success
    }

    /// The API lists by service: one page of each, in the order of the requests.
    private func all(_ environment: String, _ session: ClientSession) async throws -> ExitCode {
        guard page.cursor == nil else {
            throw ClientFailure.usage("--cursor belongs to one service's list: name the service")
        }
        var rows: [JSONObject] = []
        for service in try await session.allServices(environment).compactMap({ $0.text("service") })
        {
            let path = environment + "/services/\(service)/deployments"
            rows += try await session.client.object(.get(path, page.query)).objects("deployments")
        }
        rows.sort { ($0.text("requested_at") ?? "") > ($1.text("requested_at") ?? "") }
        session.showRows("deployments", Array(rows.prefix(page.limit)), table: Self.table)
        return .success
    }

    private static func table(_ rows: [JSONObject]) -> Table {
        var table = Table("DEPLOYMENT", "SERVICE", "VERSION", "STATUS", "CAUSE", "REQUESTED", "BY")
        for row in rows {
            table.add(
                .init(row.text("id")), .init(row.text("service")), .init(row.text("version")),
                .init(status: row.text("status")), .init(row.text("cause")),
                .init(Wording.time(row.text("requested_at"))), .init(row.text("requested_by")))
        }
        return table
    }
}
