import EventLog
import LedgerCore
import Views

/// How far the views are along the log.
struct ProjectionOperations: Sendable {
    let dependencies: APIDependencies

    init(_ dependencies: APIDependencies) { self.dependencies = dependencies }

    var all: [Operation] {
        [
            Operation(
                "GET", "/v1/projections", "The views, and how far along the log they are",
                access: .needs(.viewer, reach: .nowhere),
                handle: list)
        ]
    }

    @Sendable private func list(_ request: APIRequest) async throws -> APIResponse {
        try request.allowQuery()
        let checkpoint = try await dependencies.views.checkpoint()
        return APIResponse(
            200,
            [
                "views": .strings(ViewCatalog.all.map { $0.name }),
                "position": .integer(checkpoint.position),
                "generation": .integer(checkpoint.generation),
            ])
    }
}
