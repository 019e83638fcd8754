import EventLog
import LedgerCore

/// The probes. Liveness asks nothing of anybody: a restart would not bring a database back.
struct HealthOperations: Sendable {
    let dependencies: APIDependencies

    init(_ dependencies: APIDependencies) { self.dependencies = dependencies }

    var all: [Operation] {
        [
            Operation("GET", "/health", "Health of this process", access: .open, handle: ready),
            Operation("GET", "/health/live", "The process runs", access: .open, handle: live),
            Operation(
                "GET", "/health/ready", "The process can serve: it reaches the log", access: .open,
                handle: ready),
        ]
    }

    @Sendable private func live(_ request: APIRequest) async throws -> APIResponse {
        APIResponse(200, ["status": "healthy", "version": .string(dependencies.version)])
    }

    @Sendable private func ready(_ request: APIRequest) async throws -> APIResponse {
        do {
            _ = try await dependencies.events.load(LoadQuery(streams: []))
        } catch {
            throw Problem.unavailable("the log cannot be reached")
        }
        return APIResponse(200, ["status": "healthy", "version": .string(dependencies.version)])
    }
}
