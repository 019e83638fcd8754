import EventLog
import LedgerCore
import Views

/// Registering services, and what each is doing now.
struct ServiceOperations: Sendable {
    let dependencies: APIDependencies

    init(_ dependencies: APIDependencies) { self.dependencies = dependencies }

    private static let path = "/v1/environments/{environment}/services"

    var all: [Operation] {
        [
            Operation(
                "PUT", Self.path + "/{service}", "Register a service, or change its settings",
                access: .needs(.operator),
                requestSchema: "ServiceSettings", handle: configure),
            Operation(
                "GET", Self.path + "/{service}", "One service, as it is now or was",
                access: .needs(.viewer), query: Moment.parameters, handle: show),
            Operation(
                "GET", Self.path, "The services of an environment, newest first",
                access: .needs(.viewer),
                query: PageQuery.parameters, handle: list),
        ]
    }

    @Sendable private func configure(_ request: APIRequest) async throws -> APIResponse {
        let stream = try request.serviceStream()
        let (settings, live) = try request.decode { fields in
            (ServiceSettings(fields), fields.optionalObject("live").map(Placement.init))
        }
        if let live, settings.slot(named: live.slot) == nil {
            throw Problem.invalidBody([
                FieldProblem(pointer: "/live/slot", detail: "must name one of the slots")
            ])
        }
        let desk = CommandDesk(dependencies: dependencies)
        return try await desk.submit(
            .init(
                stream: stream, request: request.withKey(), reason: nil,
                command: { _ in .configure(settings, live: live) },
                answer: { accepted in
                    APIResponse(
                        200,
                        [
                            "stream": .string(stream.text), "request": .id(accepted.request),
                            "changed": .bool(!accepted.events.isEmpty),
                            "settings": .object(settings.json),
                        ])
                }))
    }

    /// Folded from the log at this moment; only the drift and the health are the projection's.
    @Sendable private func show(_ request: APIRequest) async throws -> APIResponse {
        try request.allowQuery("at")
        let stream = try request.serviceStream()
        if let moment = try await Moment.read(request, dependencies) {
            return try await show(stream, at: moment)
        }
        let view = try await dependencies.loader.load(stream)
        guard view.state.settings != nil, let (environment, name) = stream.service else {
            throw Problem.notFound(
                "service_unknown", "no service \(stream.text.dropFirst(8)) is registered")
        }
        let row = try await dependencies.views.row(
            ServicesView.name, key: "\(environment)/\(name)")
        return APIResponse(
            200,
            ServicesView.document(
                of: view.state, environment: environment, name: name,
                hasDrifted: row?.data["drifted"] == true, health: row?.data["health"]))
    }

    /// As the projection had it then.
    private func show(_ stream: StreamName, at moment: Moment) async throws -> APIResponse {
        let past = try await moment.fold(stream, dependencies)
        guard let row = past.row(String(stream.text.dropFirst(8)), of: ServicesView.self) else {
            throw moment.unregistered(stream)
        }
        return APIResponse(200, moment.dated(row.data))
    }

    @Sendable private func list(_ request: APIRequest) async throws -> APIResponse {
        var query = try PageQuery.read(request)
        query.environment = try request.name("environment")
        return PageQuery.response(
            "services", try await dependencies.views.list(ServicesView.name, query),
            for: request.principal)
    }
}

extension APIRequest {
    /// A PUT is idempotent by itself, so it needs no key of the caller's.
    func withKey() -> APIRequest {
        guard headers["idempotency-key"] == nil else { return self }
        var headers = headers
        headers["idempotency-key"] = "put-\(id)"
        return APIRequest(
            method: method, path: path, parameters: parameters, query: query, headers: headers,
            body: body, principal: principal, id: id)
    }
}
