import LedgerCore
import Rollout

/// The router as one process reaches it.
struct ProcessRouter: TrafficRouter {
    let life: ProcessLife
    let world: World

    private var router: WorldRouter { world.router }
    var capabilities: RouterCapabilities { router.capabilities }

    private static let unknown = OutboundError(.unknownOutcome, "no answer in time")

    private func travel(_ least: Int) async throws(OutboundError) {
        do {
            try await life.thaw()
            try await life.pass(world.simulator.number(least...least + 40))
        } catch { throw OutboundError(.unknownOutcome, "killed") }
    }

    private func reach() async throws(OutboundError) {
        try await travel(router.leastTime / 2)
        if router.isAway {
            try await travel(1000)
            throw OutboundError(.unreachable, "no connection")
        }
    }

    func set(
        _ shares: [String: Int], users: UserRoute?, token: Int64,
        before deadline: ContinuousClock.Instant
    ) async throws(OutboundError) {
        let sentAt = World.epoch + .milliseconds(world.simulator.now + life.skew)
        guard sentAt < deadline else { throw OutboundError(.unreachable, "too late") }
        try await reach()
        guard !router.faults.isEmpty else { return try await carryOut(shares, token) }
        switch router.faults.removeFirst() {
        case .refused: throw OutboundError(.refused, "not now")
        case .slow(let time):
            try await travel(time)
            try await carryOut(shares, token)
        case .answerLost:
            _ = router.carryOut(shares, token: token)
            try await giveUp()
        case .lost: try await giveUp()
        case .late(let time):
            router.carryOut(shares, token: token, after: time)
            try await giveUp()
        case .duplicated(let time):
            router.carryOut(shares, token: token, after: time)
            try await carryOut(shares, token)
        }
    }

    private func giveUp() async throws(OutboundError) {
        try await travel(3900)
        throw Self.unknown
    }

    private func carryOut(_ shares: [String: Int], _ token: Int64) async throws(OutboundError) {
        let isTaken = router.carryOut(shares, token: token)
        try await travel(router.leastTime / 2)
        if !isTaken { throw OutboundError(.stale, "a higher token was seen") }
    }

    func observe() async throws(OutboundError) -> ObservedShares {
        try await reach()
        var shares = router.shares
        if world.mistake == .noReadBack, let wanted = world.watch.state.wanted {
            shares = ["one": wanted.percent(of: "blue"), "two": wanted.percent(of: "green")]
        }
        let token = capabilities.showsToken ? router.token : nil
        try await travel(router.leastTime / 2)
        return ObservedShares(shares: shares, token: token)
    }
}
