import EventLog
import LedgerCore

/// What people do to a deployment that is on its way, and to one that is over.
///
/// Each names the stage that its caller saw, so that a late or a second click never acts on another.
struct ControlOperations: Sendable {
    let dependencies: APIDependencies

    init(_ dependencies: APIDependencies) { self.dependencies = dependencies }

    var all: [Operation] {
        [
            operation(
                "promote", "Pass a stage without its evidence", .needs(.operator, reach: .found),
                "PromotionRequest", promote),
            operation(
                "pause", "Keep a deployment at its stage", .needs(.operator, reach: .found),
                "PauseRequest", pause),
            operation(
                "resume", "Let a paused deployment go on", .needs(.operator, reach: .found),
                "ResumeRequest", resume),
            operation(
                "approve", "Say yes to a stage that asks people", .needs(.approver, reach: .found),
                "ApprovalRequest", approve),
            operation(
                "reject", "Say no to a stage: it is taken back",
                .needs(.approver, .operator, reach: .found), "RejectionRequest", reject),
            operation(
                "retry", "Try an ended deployment again", .needs(.operator, reach: .found),
                "RetryRequest", retry),
            Operation(
                "POST", "/v1/environments/{environment}/services/{service}/unmark",
                "Allow a version that was marked bad again", access: .needs(.operator),
                requestSchema: "UnmarkRequest",
                success: 202, handle: unmark),
        ]
    }

    private func operation(
        _ verb: String, _ summary: String, _ access: Access, _ schema: String,
        _ handle: @escaping @Sendable (APIRequest) async throws -> APIResponse
    ) -> Operation {
        Operation(
            "POST", "/v1/deployments/{deployment}/\(verb)", summary, access: access,
            requestSchema: schema,
            success: 202, handle: handle)
    }

    @Sendable private func promote(_ request: APIRequest) async throws -> APIResponse {
        let (stage, isFull, reason) = try request.decode { fields in
            (fields.expectedStage, fields.optionalFlag("full") ?? false, fields.reason)
        }
        return try await control(request, "promoting", reason) { deployment in
            .promote(deployment: deployment, stage: stage, isFull: isFull)
        }
    }

    @Sendable private func pause(_ request: APIRequest) async throws -> APIResponse {
        let (stage, reason) = try request.decode { fields in
            (fields.optionalInteger("expected_stage", in: FieldReader.stages), fields.reason)
        }
        return try await control(request, "paused", reason) { deployment in
            .pause(deployment: deployment, stage: stage)
        }
    }

    @Sendable private func resume(_ request: APIRequest) async throws -> APIResponse {
        let reason = try request.decode(\.optionalReason)
        return try await control(request, "resumed", reason) { .resume(deployment: $0) }
    }

    @Sendable private func approve(_ request: APIRequest) async throws -> APIResponse {
        let actor = request.principal.actor
        let (stage, reason) = try request.decode { ($0.expectedStage, $0.optionalReason) }
        return try await control(request, "approved", reason) { deployment in
            .approve(deployment: deployment, stage: stage, actor: actor)
        }
    }

    @Sendable private func reject(_ request: APIRequest) async throws -> APIResponse {
        let (stage, reason) = try request.decode { ($0.expectedStage, $0.reason) }
        return try await control(request, "aborting", reason) { deployment in
            .reject(deployment: deployment, stage: stage)
        }
    }

    /// Submits a control of the deployment that the path names.
    private func control(
        _ request: APIRequest, _ status: String, _ reason: String?,
        _ command: @escaping @Sendable (ID) -> ServiceCommand
    ) async throws -> APIResponse {
        let deployment = try request.id("deployment")
        let stream = try await DeploymentLocator(dependencies: dependencies)
            .stream(of: deployment, for: request.principal)
        return try await CommandDesk(dependencies: dependencies).submit(
            .init(
                stream: stream, request: request, reason: reason,
                command: { _ in command(deployment) },
                answer: { accepted in
                    APIResponse(
                        202,
                        [
                            "deployment": .id(deployment), "request": .id(accepted.request),
                            "status": .string(status),
                        ], headers: ["Location": "/v1/deployments/\(deployment)"])
                }))
    }

    @Sendable private func retry(_ request: APIRequest) async throws -> APIResponse {
        let old = try request.id("deployment")
        let (stage, reason) = try request.decode { fields in
            (
                fields.optionalInteger("from_stage", in: FieldReader.stages) ?? 0,
                fields.optionalReason
            )
        }
        let stream = try await DeploymentLocator(dependencies: dependencies)
            .stream(of: old, for: request.principal)
        return try await CommandDesk(dependencies: dependencies).submit(
            .init(
                stream: stream, request: request, reason: reason,
                command: { .retry(deployment: old, as: $0, fromStage: stage) },
                answer: { accepted in
                    APIResponse(
                        202,
                        [
                            "deployment": .id(accepted.newID), "request": .id(accepted.request),
                            "status": "queued", "retry_of": .id(old),
                        ], headers: ["Location": "/v1/deployments/\(accepted.newID)"])
                }))
    }

    @Sendable private func unmark(_ request: APIRequest) async throws -> APIResponse {
        let stream = try request.serviceStream()
        let (version, reason) = try request.decode { ($0.version("version"), $0.reason) }
        return try await CommandDesk(dependencies: dependencies).submit(
            .init(
                stream: stream, request: request, reason: reason,
                command: { _ in .unmark(version: version) },
                answer: { accepted in
                    APIResponse(
                        202,
                        [
                            "request": .id(accepted.request), "version": .string(version),
                            "status": "unmarked",
                        ])
                }))
    }
}

extension FieldReader {
    /// A plan's stages by index.
    fileprivate static let stages = 0...(DeploymentPlan.maximumStages - 1)

    fileprivate var expectedStage: Int { integer("expected_stage", in: Self.stages) }
    fileprivate var reason: String { string("reason", length: 1...1000) }
    fileprivate var optionalReason: String? { optionalString("reason", length: 1...1000) }
}
