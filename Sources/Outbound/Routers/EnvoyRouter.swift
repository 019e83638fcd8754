package import Curl
package import LedgerCore
package import Rollout

/// Envoy, by a file of routes that it watches, and its admin API to read it back.
///
/// Envoy takes a new file within a second, and shows the token that the routes in force hold. Workers write the file under a lock and never over a higher token, so that they share
/// a directory; Envoy reads the same file, and survives a restart with it.
package struct EnvoyRouter: TrafficRouter {
    package let capabilities: RouterCapabilities
    var admin: EnvoyAdmin
    private let file: EnvoyRoutesFile
    private let route: String
    /// How long Envoy may take to show what was written; a step of the saga has 10 s.
    var patience = Duration.seconds(4)

    package init(client: CurlClient, admin: String, file: String, route: String) {
        self.admin = EnvoyAdmin(client: client, url: admin)
        self.file = EnvoyRoutesFile(path: file)
        self.route = route
        capabilities = RouterSettings.envoy(admin: admin, file: file, route: route).capabilities
    }

    package func set(
        _ shares: [String: Int], users: UserRoute?, token: Int64,
        before deadline: ContinuousClock.Instant
    ) async throws(OutboundError) {
        try await check(shares, users)
        guard .now < deadline else {
            throw OutboundError(.unreachable, "The clusters were seen too late; nothing was set")
        }
        try await file.write(
            EnvoyRoutes(name: route, weights: shares, users: users, token: token), before: deadline)
        try await waitUntilInForce(token)
    }

    package func observe() async throws(OutboundError) -> ObservedShares {
        let routes = try await admin.routes(named: route)
        let clusters = try await admin.clusters()
        return ObservedShares(
            shares: WeightShares.percent(of: routes.weights.map { ($0.key, $0.value) }),
            weights: routes.weights, users: routes.users,
            down: Set(routes.weights.keys.filter { clusters[$0] ?? true }), token: routes.token)
    }

    /// Envoy itself takes routes to clusters that it does not have, and answers 503 for them.
    private func check(_ shares: [String: Int], _ users: UserRoute?) async throws(OutboundError) {
        if let users, !capabilities.canRoute(by: users.rule.trait) {
            throw OutboundError(.refused, "Envoy cannot send users by \(users.rule.trait.text)")
        }
        guard shares.values.allSatisfy((0...100).contains) else {
            throw OutboundError(.refused, "A share is 0 to 100 percent")
        }
        let clusters: [String: Bool]
        do throws(OutboundError) {
            clusters = try await admin.clusters()
        } catch {
            guard error.code == .unknownOutcome else { throw error }
            throw OutboundError(.unreachable, "\(error.message); nothing was set")
        }
        for name in shares.keys + (users.map { [$0.place] } ?? []) where clusters[name] == nil {
            throw OutboundError(.refused, "Envoy has no such cluster")
        }
    }

    private func waitUntilInForce(_ token: Int64) async throws(OutboundError) {
        let end = ContinuousClock.now + patience
        while try await admin.routes(named: route).token != token {
            guard .now < end else {
                throw OutboundError(
                    .unknownOutcome, "Envoy does not show the routes that were written for it")
            }
            do { try await Task.sleep(for: .milliseconds(50)) } catch {
                throw OutboundError(.unknownOutcome, "The caller was cancelled")
            }
        }
    }
}
