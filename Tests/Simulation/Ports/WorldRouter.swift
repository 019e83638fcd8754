import LedgerCore
import Rollout

/// What a router of the world can do.
enum RouterKind: CaseIterable { case refusing, plain }

/// The router itself, as users meet it. Everything that changes it is told to ``WorldWatch``.
final class WorldRouter: @unchecked Sendable {
    // Unchecked: only touched on the simulator's thread.
    let simulator: Simulator
    let capabilities: RouterCapabilities
    private let watch: WorldWatch
    private let ignoresTokens: Bool
    private(set) var shares = ["one": 100, "two": 0]
    private(set) var token: Int64?
    /// Once it has forgotten its token, old requests may come through.
    private(set) var hasForgotten = false
    private var lateCount = 0
    var faults: [Happening.SetFault] = []
    var awayUntil = 0
    var leastTime = 5

    init(ignoresTokens: Bool, kind: RouterKind, simulator: Simulator, watch: WorldWatch) {
        self.simulator = simulator
        self.watch = watch
        self.ignoresTokens = ignoresTokens
        let isGood = kind == .refusing
        capabilities = RouterCapabilities(refusesTokens: isGood, showsToken: isGood)
    }

    var isAway: Bool { awayUntil > simulator.now }
    var hasLateRequests: Bool { lateCount > 0 }

    func heal() {
        faults = []
        awayUntil = 0
    }

    /// Forgets all that it was told.
    func restart() {
        shares = ["one": 100, "two": 0]
        token = nil
        hasForgotten = true
    }

    func edit(_ shares: [String: Int]) { self.shares = shares }

    /// - Returns: `false` when a higher token was seen.
    func carryOut(_ shares: [String: Int], token: Int64) -> Bool {
        if capabilities.refusesTokens, !ignoresTokens, let known = self.token, token < known {
            return false
        }
        self.shares = shares
        self.token = token
        watch.see(
            shares, token: token, isFenced: capabilities.refusesTokens && !hasForgotten,
            at: simulator.now)
        return true
    }

    func carryOut(_ shares: [String: Int], token: Int64, after delay: Int) {
        lateCount += 1
        simulator.after(delay) { [self] in
            lateCount -= 1
            if !isAway { _ = carryOut(shares, token: token) }
        }
    }
}
