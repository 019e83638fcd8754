import LedgerCore
import Rollout
import Synchronization

/// An outside that answers at once and as the ledger wants it, so that a step costs only our part.
final class StubOutbound: OutboundCatalog {
    private let rounds = Atomic(0)

    /// How often a router was read back: once in each step of a resting service.
    var readBacks: Int { rounds.load(ordering: .acquiring) }

    func router(for settings: ServiceSettings) throws(OutboundError) -> any TrafficRouter {
        rounds.add(1, ordering: .acquiringAndReleasing)
        return StubRouter()
    }

    func metrics(for settings: ServiceSettings) throws(OutboundError) -> any MetricsProvider {
        throw OutboundError(.refused, "resting services are not measured")
    }

    func deployer(for settings: ServiceSettings) throws(OutboundError) -> any Deployer {
        throw OutboundError(.refused, "resting services are not deployed")
    }
}

/// Shows what every resting service of the measurement wants: all traffic on the blue slot.
private struct StubRouter: TrafficRouter {
    let capabilities = RouterCapabilities(refusesTokens: false, showsToken: false)

    func set(
        _ shares: [String: Int], users: UserRoute?, token: Int64,
        before deadline: ContinuousClock.Instant
    ) async throws(OutboundError) {
        throw OutboundError(.refused, "resting services are not shifted")
    }

    func observe() async throws(OutboundError) -> ObservedShares {
        ObservedShares(shares: ["blue": 100, "green": 0])
    }
}
