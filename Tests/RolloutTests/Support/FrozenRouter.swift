import LedgerCore
import LedgerTestKit
import Rollout
import Synchronization

/// The way of one worker to the router, on which its calls can be held up: what others send passes.
final class FrozenRouter: TrafficRouter {
    private struct State {
        var isFrozen = false
        var held: [CheckedContinuation<Void, Never>] = []
        var watchers: [CheckedContinuation<Void, Never>] = []
    }

    private let base: InMemoryTrafficRouter
    private let state = Mutex(State())

    init(_ base: InMemoryTrafficRouter) { self.base = base }

    var capabilities: RouterCapabilities { base.capabilities }

    func set(
        _ shares: [String: Int], users: UserRoute?, token: Int64,
        before deadline: ContinuousClock.Instant
    ) async throws(OutboundError) {
        await passOrWait()
        try await base.set(shares, users: users, token: token, before: deadline)
    }

    func observe() async throws(OutboundError) -> ObservedShares {
        await passOrWait()
        return try await base.observe()
    }

    func freeze() { state.withLock { $0.isFrozen = true } }

    func thaw() {
        let held = state.withLock { state in
            defer { state.held = [] }
            state.isFrozen = false
            return state.held
        }
        for call in held { call.resume() }
    }

    /// Returns when a call is held up.
    func waitForHeldCall() async {
        await withCheckedContinuation { watcher in
            let isThere = state.withLock { state in
                if state.held.isEmpty { state.watchers.append(watcher) }
                return !state.held.isEmpty
            }
            if isThere { watcher.resume() }
        }
    }

    private func passOrWait() async {
        await withCheckedContinuation { call in
            let (passes, watchers) = state.withLock { state in
                guard state.isFrozen else {
                    return (true, [CheckedContinuation<Void, Never>]())
                }
                defer { state.watchers = [] }
                state.held.append(call)
                return (false, state.watchers)
            }
            if passes { call.resume() }
            for watcher in watchers { watcher.resume() }
        }
    }
}
