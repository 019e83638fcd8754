import EventLog
import LedgerCore
import Views

/// Going back to an earlier version, and the history of going back.
struct RollbackOperations: Sendable {
    let dependencies: APIDependencies

    init(_ dependencies: APIDependencies) { self.dependencies = dependencies }

    var all: [Operation] {
        [
            Operation(
                "POST", "/v1/environments/{environment}/services/{service}/rollback",
                "Go back to the last good version, or to a named one", access: .needs(.operator),
                requestSchema: "RollbackRequest", success: 202, handle: rollBack),
            Operation(
                "GET", "/v1/rollbacks", "Every time users were taken back, newest first",
                access: .needs(.viewer, reach: .listed),
                query: PageQuery.parameters + [
                    (name: "environment", summary: "only of this environment"),
                    (name: "service", summary: "only of this service"),
                ], handle: list),
            Operation(
                "GET", "/v1/environments/{environment}/services/{service}/rollback-window",
                "Whether an automatic rollback may start now, and if not, when",
                access: .needs(.viewer), query: Moment.parameters, handle: window),
        ]
    }

    @Sendable private func rollBack(_ request: APIRequest) async throws -> APIResponse {
        let stream = try request.serviceStream()
        let (version, isForced, reason) = try request.decode { fields in
            (
                fields.value("to_version") == nil ? nil : fields.version("to_version"),
                fields.optionalFlag("force") ?? false, fields.string("reason", length: 1...1000)
            )
        }
        return try await CommandDesk(dependencies: dependencies).submit(
            .init(
                stream: stream, request: request, reason: reason,
                command: { _ in .rollBack(version: version, isForced: isForced) },
                answer: { accepted in
                    APIResponse(
                        202,
                        [
                            "request": .id(accepted.request), "status": "accepted",
                            "to_version": .string(Self.target(accepted.events)),
                        ], headers: ["Location": "/v1/commands/\(accepted.request)"])
                }))
    }

    private static func target(_ events: [ServiceEvent]) -> String? {
        guard case .rollbackRequested(let fact)? = events.first else { return nil }
        return fact.version
    }

    /// Folded from the log at this moment, as the rules themselves do it.
    @Sendable private func window(_ request: APIRequest) async throws -> APIResponse {
        try request.allowQuery("at")
        let stream = try request.serviceStream()
        if let moment = try await Moment.read(request, dependencies) {
            let past = try await moment.fold(stream, dependencies)
            let window = RollbackWindow.document(of: past.state, at: moment.time)
            return APIResponse(200, moment.dated(Self.named(window, stream)))
        }
        let view = try await dependencies.loader.load(stream)
        guard view.state.settings != nil else {
            throw Problem.notFound(
                "service_unknown", "no service \(stream.text.dropFirst(8)) is registered")
        }
        let window = RollbackWindow.document(of: view.state, at: view.now)
        return APIResponse(200, Self.named(window, stream))
    }

    private static func named(_ window: JSONObject, _ stream: StreamName) -> JSONObject {
        var document = window
        document["environment"] = .string(stream.service?.environment)
        document["service"] = .string(stream.service?.name)
        return document
    }

    @Sendable private func list(_ request: APIRequest) async throws -> APIResponse {
        var query = try PageQuery.read(request, also: "environment", "service")
        query.environment = request.query["environment"]
        query.service = request.query["service"]
        return PageQuery.response(
            "rollbacks", try await dependencies.views.list(RollbacksView.name, query),
            for: request.principal)
    }
}
