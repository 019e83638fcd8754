import EventLog
import LedgerCore

/// Who may read which stream of the log.
struct StreamGate: Sendable {
    let dependencies: APIDependencies
    let principal: Principal

    /// A service's, an environment's and a flag's streams are for viewers within their bounds;
    /// anything else, and the whole log, is for auditors without bounds.
    ///
    /// - Parameter stream: `nil` for the whole log.
    func check(_ stream: StreamName?) async throws {
        guard let stream else { return try requireAuditor() }
        let parts = stream.text.split(separator: "/", omittingEmptySubsequences: false)
        switch (parts[0], parts.count) {
        case ("service", 3), ("samples", 4), ("pushed", 4):
            try principal.requireReach(
                environment: String(parts[1]), service: String(parts[2]))
        case ("flag", 3...), ("environment", 2):
            try principal.requireReach(environment: String(parts[1]), service: nil)
        case ("samples", 2):
            guard !principal.bounds.isNone else { return }
            guard let deployment = ID(String(parts[1])) else { return try requireAuditor() }
            _ = try await DeploymentLocator(dependencies: dependencies)
                .stream(of: deployment, for: principal)
        default: try requireAuditor()
        }
    }

    /// What a search may find: all of it has to be of one stream, service or deployment that the
    /// caller may see; anything wider is for auditors.
    func check(_ filter: EventFilter) async throws {
        if let stream = filter.stream { return try await check(stream) }
        if let service = filter.service, let environment = filter.environment {
            return try principal.requireReach(environment: environment, service: service)
        }
        guard let deployment = filter.deployment else { return try requireAuditor() }
        _ = try await DeploymentLocator(dependencies: dependencies)
            .stream(of: deployment, for: principal)
    }

    private func requireAuditor() throws(Problem) {
        try principal.require([.auditor], for: "more than one service's stream")
        try principal.requireReachOfAll()
    }
}
