import EventLog
import LedgerCore
import Views

/// Why it went as it did, for whoever asks years later.
struct ExplanationOperations: Sendable {
    let dependencies: APIDependencies

    init(_ dependencies: APIDependencies) { self.dependencies = dependencies }

    var all: [Operation] {
        [
            Operation(
                "GET", "/v1/deployments/{deployment}/explain",
                "Each decision about a deployment, with the looks that it rests on",
                access: .needs(.viewer, reach: .found),
                handle: deployment),
            Operation(
                "GET", "/v1/rollbacks/{rollback}/explain",
                "Each decision about a rollback, with the looks that it rests on",
                access: .needs(.viewer, reach: .found), handle: rollback),
        ]
    }

    @Sendable private func deployment(_ request: APIRequest) async throws -> APIResponse {
        try request.allowQuery()
        let id = try request.id("deployment")
        let stream = try await DeploymentLocator(dependencies: dependencies)
            .stream(of: id, for: request.principal)
        return try await explain(id, in: stream, as: "deployment")
    }

    @Sendable private func rollback(_ request: APIRequest) async throws -> APIResponse {
        try request.allowQuery()
        let id = try request.id("rollback")
        guard let row = try await dependencies.views.row(RollbacksView.name, key: "\(id)") else {
            throw Problem.notFound("rollback_unknown", "no rollback \(id) is known")
        }
        try request.principal.requireReach(environment: row.environment, service: row.service)
        return try await explain(id, in: .service(row.service, in: row.environment), as: "rollback")
    }

    private func explain(
        _ id: ID, in stream: StreamName, as kind: String
    ) async throws -> APIResponse {
        let decisions = try await Explanation(
            events: dependencies.events, stream: stream, subject: id
        ).decisions()
        let service = stream.service
        return APIResponse(
            200,
            [
                kind: .id(id), "environment": .string(service?.environment),
                "service": .string(service?.name),
                "decisions": .array(decisions.map { .object($0) }),
            ])
    }
}
