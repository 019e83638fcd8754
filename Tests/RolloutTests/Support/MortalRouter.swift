import LedgerCore
import LedgerTestKit
import Rollout

/// The router as a worker reaches it that may be dead.
struct MortalRouter: TrafficRouter {
    let base: InMemoryTrafficRouter
    let mortality: Mortality

    var capabilities: RouterCapabilities { base.capabilities }

    func set(
        _ shares: [String: Int], users: UserRoute?, token: Int64,
        before deadline: ContinuousClock.Instant
    ) async throws(OutboundError) {
        if mortality.isDead { throw OutboundError(.unreachable, "killed") }
        try await base.set(shares, users: users, token: token, before: deadline)
    }

    func observe() async throws(OutboundError) -> ObservedShares {
        if mortality.isDead { throw OutboundError(.unreachable, "killed") }
        return try await base.observe()
    }
}
