import EventLog
import LedgerCore
import Logging
import Views

/// Finds the service that a deployment belongs to, so that it can be taken back.
///
/// The views answer quickly; what they have not reached yet, or cannot say, the log does. An abort
/// must not fail because a view is behind.
struct DeploymentLocator: Sendable {
    let dependencies: APIDependencies

    /// Pages of the log that are searched past the views, 1,000 events each.
    private static let pageLimit = 50

    /// - Throws: also a 403 where the caller's key does not count.
    func stream(of deployment: ID, for principal: Principal) async throws -> StreamName {
        let stream = try await stream(of: deployment)
        try principal.requireReach(of: stream)
        return stream
    }

    /// - Throws: `deployment_unknown` when the log has none, `unavailable` when it is too far ahead.
    func stream(of deployment: ID) async throws -> StreamName {
        var position: Int64 = 0
        do {
            let views = dependencies.views
            if let row = try await views.row(DeploymentsView.name, key: "\(deployment)") {
                return .service(row.service, in: row.environment)
            }
            position = try await views.checkpoint().position
        } catch {
            dependencies.logger.warning("The views cannot be asked; searching the log")
        }
        return try await search(for: deployment, after: position)
    }

    private func search(for deployment: ID, after start: Int64) async throws -> StreamName {
        var position = start
        for _ in 0..<Self.pageLimit {
            let page = try await dependencies.events.read(after: position, limit: 1000)
            for event in page where event.type == ServiceEvent.Name.deploymentRequested.rawValue {
                if try ServiceEvent(event).deployment == deployment { return event.stream }
            }
            guard let last = page.last else {
                throw Problem.notFound(
                    "deployment_unknown", "no deployment \(deployment) is known")
            }
            position = last.position
        }
        throw Problem.unavailable("the views are far behind the log; try again, or use rollback")
    }
}
