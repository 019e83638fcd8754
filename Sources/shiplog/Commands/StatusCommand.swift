import ArgumentParser
import LedgerCore

struct StatusCommand: ClientVerb {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Show what is live, and what is changing.",
        usage: """
            shiplog status
            shiplog status agent-api
            shiplog status --environment staging -o json
            shiplog status agent-api --at 2026-11-24T13:02:41Z
            shiplog status agent-api --at 48211
            """)

    @Argument(help: "The service's name; all services without it.") var service: String?
    @Option(
        help: ArgumentHelp(
            "As it was at a time (RFC 3339) or just after a position of the log.",
            valueName: "moment"))
    var at: String?
    @OptionGroup var client: ClientOptions
    @OptionGroup var environment: EnvironmentOption

    func validate() throws {
        if let service { try EnvironmentOption.check(service, "SERVICE") }
        if at != nil, service == nil { throw ValidationError("--at needs SERVICE.") }
    }

    func run(in session: ClientSession) async throws -> ExitCode {
        let environment = session.environment(environment)
        let base = "/v1/environments/\(environment)"
        guard let service else {
            let rows = try await session.allServices(base)
            session.showRows("services", rows, table: ServiceStatus.table)
            return .success
        }
        let answer = try await session.client.send(
            .get(
                base + "/services/\(service)", at.map { [("at", $0)] } ?? [], service: service))
        try session.showDocument(answer) { document in
            ServiceStatus.lines(document, session.console.style)
        }
        return .success
    }
}
