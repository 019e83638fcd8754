package import LedgerCore
package import Rollout
import Synchronization

/// A router whose weights are a dictionary, and that fails as it is told.
///
/// Calls return at once, except while ``hold()`` is in force.
package final class InMemoryTrafficRouter: TrafficRouter {
    /// How one `set` goes wrong.
    package enum Fault: Sendable, Equatable {
        /// Nothing is set, and the caller hears why.
        case lost(OutboundError)
        /// Everything is set, and the caller hears an error all the same.
        case answerLost(OutboundError)
        /// The caller hears "unknown"; ``deliverLateRequests()`` sets it, whatever came between.
        case late
    }

    /// One `set` that was carried out.
    package struct Request: Sendable, Equatable {
        package let shares: [String: Int]
        package let users: UserRoute?
        package let token: Int64

        package init(shares: [String: Int], users: UserRoute? = nil, token: Int64) {
            self.shares = shares
            self.users = users
            self.token = token
        }
    }

    package let capabilities: RouterCapabilities
    private let initial: [String: Int]
    private let state: Mutex<State>
    private let gate = CallGate()

    private struct State {
        var shares: [String: Int]
        var users: UserRoute?
        var token: Int64?
        var down: Set<String> = []
        var outage: OutboundError?
        var faults: [Fault] = []
        var late: [Request] = []
        var carriedOut: [Request] = []
    }

    /// - Parameter shares: percent of every target that the router knows.
    package init(
        _ shares: [String: Int] = ["stable": 100, "canary": 0],
        capabilities: RouterCapabilities = .init(refusesTokens: false, showsToken: false)
    ) {
        self.capabilities = capabilities
        initial = shares
        state = Mutex(State(shares: shares))
    }

    package func set(
        _ shares: [String: Int], users: UserRoute?, token: Int64,
        before deadline: ContinuousClock.Instant
    ) async throws(OutboundError) {
        try await waitWhileHeld()
        guard .now < deadline else {
            throw OutboundError(.unreachable, "Too late; nothing was set")
        }
        let request = Request(shares: shares, users: users, token: token)
        let outcome = state.withLock { receive(request, &$0) }
        try outcome.get()
    }

    package func observe() async throws(OutboundError) -> ObservedShares {
        try await waitWhileHeld()
        return try state.withLock { state -> Result<ObservedShares, OutboundError> in
            if let outage = state.outage { return .failure(outage) }
            let token = capabilities.showsToken ? state.token : nil
            return .success(
                ObservedShares(
                    shares: state.shares, users: state.users, down: state.down, token: token))
        }.get()
    }

    private func waitWhileHeld() async throws(OutboundError) {
        guard await gate.pass() else {
            throw OutboundError(.unknownOutcome, "The caller was cancelled")
        }
    }

    private func receive(_ request: Request, _ state: inout State) -> Result<Void, OutboundError> {
        if let outage = state.outage { return .failure(outage) }
        guard !state.faults.isEmpty else { return carryOut(request, &state) }
        switch state.faults.removeFirst() {
        case .lost(let error): return .failure(error)
        case .answerLost(let error): return carryOut(request, &state).flatMap { .failure(error) }
        case .late:
            state.late.append(request)
            return .failure(OutboundError(.unknownOutcome, "No answer in time"))
        }
    }

    private func carryOut(
        _ request: Request, _ state: inout State
    ) -> Result<Void, OutboundError> {
        guard request.shares.allSatisfy({ state.shares[$0.key] != nil && 0...100 ~= $0.value })
        else { return .failure(OutboundError(.refused, "No such target, or no such share")) }
        if let users = request.users, !canSend(users, state) {
            return .failure(OutboundError(.refused, "No such users, or no such target"))
        }
        if capabilities.refusesTokens, let token = state.token, request.token < token {
            return .failure(OutboundError(.stale, "Token \(token) was seen"))
        }
        state.shares.merge(request.shares) { _, new in new }
        state.users = request.users
        state.token = request.token
        state.carriedOut.append(request)
        return .success(())
    }
}

extension InMemoryTrafficRouter {
    private func canSend(_ users: UserRoute, _ state: State) -> Bool {
        capabilities.canRoute(by: users.rule.trait) && state.shares[users.place] != nil
    }
}

/// What a test does to it, and sees of it.
extension InMemoryTrafficRouter {
    /// Every `set` that was carried out, late ones included, in that order.
    package var carriedOut: [Request] { state.withLock { $0.carriedOut } }

    /// The next `set` calls go wrong like this, one after the other.
    package func fail(next faults: Fault...) { state.withLock { $0.faults += faults } }

    /// Every call fails until the outage is `nil` again.
    package func setOutage(_ error: OutboundError?) { state.withLock { $0.outage = error } }

    /// Carries out what was late, each by the rules of its token.
    package func deliverLateRequests() {
        state.withLock { state in
            for request in state.late { _ = carryOut(request, &state) }
            state.late = []
        }
    }

    /// Restarts with the first shares, and without memory of tokens.
    package func loseWeights() {
        state.withLock { state in
            state.shares = initial
            state.users = nil
            state.token = nil
        }
    }

    /// Changes shares as a person at its console would: nobody is told, the token stays.
    package func edit(_ shares: [String: Int]) {
        state.withLock { $0.shares.merge(shares) { _, new in new } }
    }

    /// As a person at its console would who ends an A/B test.
    package func forgetUsers() { state.withLock { $0.users = nil } }

    package func setDown(_ targets: Set<String>) { state.withLock { $0.down = targets } }

    /// Makes every later call wait until ``release()``, or until its task is cancelled: then
    /// nothing is set.
    package func hold() { gate.close() }

    package func release() { gate.open() }

    /// Returns when at least so many calls wait.
    package func waitForHeldCalls(_ count: Int = 1) async { await gate.waitForCalls(count) }
}
