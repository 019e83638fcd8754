import EventLog
import LedgerCore
import Views

/// Deploying, watching a deployment, and taking it back.
struct DeploymentOperations: Sendable {
    let dependencies: APIDependencies

    init(_ dependencies: APIDependencies) { self.dependencies = dependencies }

    private static let collection =
        "/v1/environments/{environment}/services/{service}/deployments"

    var all: [Operation] {
        [
            Operation(
                "POST", Self.collection, "Deploy a version", access: .needs(.producer),
                requestSchema: "DeploymentRequest",
                success: 202, handle: deploy),
            Operation(
                "GET", Self.collection, "The deployments of a service, newest first",
                access: .needs(.viewer),
                query: PageQuery.parameters, handle: list),
            Operation(
                "GET", "/v1/deployments/{deployment}", "One deployment, with its stages",
                access: .needs(.viewer, reach: .found), query: Moment.parameters, handle: show),
            Operation(
                "POST", "/v1/deployments/{deployment}/abort", "Take a deployment back, now",
                access: .needs(.producer, .operator, reach: .found),
                requestSchema: "AbortRequest", success: 202, handle: abort),
        ]
    }

    @Sendable private func deploy(_ request: APIRequest) async throws -> APIResponse {
        let stream = try request.serviceStream()
        let (version, plan, overridesFreeze, reason) = try request.decode { fields in
            let overridesFreeze = fields.optionalFlag("override_freeze") ?? false
            if overridesFreeze, fields.value("reason") == nil {
                fields.note("is required to override a freeze", at: "reason")
            }
            return (
                fields.version("version"),
                fields.optionalObject("plan").map {
                    DeploymentPlan($0, judgeWhenAbsent: .standard)
                } ?? DeploymentPlan(analysis: AnalysisSettings(judge: .standard)),
                overridesFreeze,
                fields.optionalString("reason", length: 1...1000)
            )
        }
        if overridesFreeze {
            try request.principal.require([.operator], for: "override_freeze")
        }
        return try await CommandDesk(dependencies: dependencies).submit(
            .init(
                stream: stream, request: request, reason: reason,
                command: {
                    .deploy(
                        deployment: $0, version: version, plan: plan,
                        overridesFreeze: overridesFreeze)
                },
                answer: { accepted in
                    APIResponse(
                        202,
                        [
                            "deployment": .id(accepted.newID), "request": .id(accepted.request),
                            "status": "queued", "version": .string(version),
                            "power": Self.power(accepted).map { .object($0.json) },
                        ], headers: ["Location": "/v1/deployments/\(accepted.newID)"])
                },
                informed: { command, view in
                    // Sent along by whoever copied a recorded plan, it is of no worth.
                    command.measured(by: view.looks.traffic)
                }))
    }

    private static func power(_ accepted: CommandDesk.Accepted) -> PowerReport? {
        for case .deploymentRequested(let fact) in accepted.events { return fact.plan.power }
        return nil
    }

    @Sendable private func abort(_ request: APIRequest) async throws -> APIResponse {
        let deployment = try request.id("deployment")
        let reason = try request.decode { $0.string("reason", length: 1...1000) }
        let stream = try await DeploymentLocator(dependencies: dependencies)
            .stream(of: deployment, for: request.principal)
        return try await CommandDesk(dependencies: dependencies).submit(
            .init(
                stream: stream, request: request,
                reason: reason, command: { _ in .abort(deployment: deployment) },
                answer: { accepted in
                    APIResponse(
                        202,
                        [
                            "deployment": .id(deployment), "request": .id(accepted.request),
                            "status": "aborting",
                        ], headers: ["Location": "/v1/deployments/\(deployment)"])
                }))
    }

    @Sendable private func show(_ request: APIRequest) async throws -> APIResponse {
        try request.allowQuery("at")
        let deployment = try request.id("deployment")
        if let moment = try await Moment.read(request, dependencies) {
            return try await show(deployment, at: moment, for: request.principal)
        }
        let row = try await row(of: deployment)
        try request.principal.requireReach(environment: row.environment, service: row.service)
        var document = row.data
        var stages: [JSONValue] = []
        let keys = (0..<DeploymentPlan.maximumStages).map { "\(row.key)/\($0)" }
        let found = try await dependencies.views.rows(
            StagesView.name, keys: keys,
            generation: try await dependencies.views.checkpoint().generation)
        for key in keys { if let stage = found[key] { stages.append(.object(stage.data)) } }
        document["stages"] = .array(stages)
        return APIResponse(200, document)
    }

    private func show(
        _ deployment: ID, at moment: Moment, for principal: Principal
    ) async throws -> APIResponse {
        let stream = try await DeploymentLocator(dependencies: dependencies)
            .stream(of: deployment, for: principal)
        let past = try await moment.fold(stream, deployment: deployment, dependencies)
        guard let row = past.row("\(deployment)", of: DeploymentsView.self) else {
            throw Problem.notFound(
                "deployment_unknown", "\(deployment) was not requested yet at \(moment)")
        }
        var document = row.data
        document["stages"] = .array(
            (0..<DeploymentPlan.maximumStages).compactMap { index in
                past.row("\(deployment)/\(index)", of: StagesView.self).map { .object($0.data) }
            })
        return APIResponse(200, moment.dated(document))
    }

    @Sendable private func list(_ request: APIRequest) async throws -> APIResponse {
        var query = try PageQuery.read(request)
        query.environment = try request.name("environment")
        query.service = try request.name("service")
        return PageQuery.response(
            "deployments", try await dependencies.views.list(DeploymentsView.name, query),
            for: request.principal)
    }

    /// The projection's row, waiting for it a little: it may be about to catch up.
    private func row(of deployment: ID) async throws -> ViewRow {
        if let row = try await find(deployment) { return row }
        let deadline = ContinuousClock.now + .seconds(3)
        while try await isBehind(), .now < deadline {
            await dependencies.events.waitForNews(patience: .milliseconds(50))
            if let row = try await find(deployment) { return row }
        }
        // It may have come between the last look and the question whether the views are behind.
        if let row = try await find(deployment) { return row }
        throw Problem.notFound("deployment_unknown", "no deployment \(deployment) is known")
    }

    private func find(_ deployment: ID) async throws -> ViewRow? {
        try await dependencies.views.row(DeploymentsView.name, key: "\(deployment)")
    }

    private func isBehind() async throws -> Bool {
        let checkpoint = try await dependencies.views.checkpoint()
        return try await !dependencies.events.read(after: checkpoint.position, limit: 1).isEmpty
    }
}
