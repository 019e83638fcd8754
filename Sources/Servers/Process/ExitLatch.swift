import Dispatch
import Synchronization

/// Remembers how a process ended and wakes those who wait for it.
final class ExitLatch: Sendable {
    private struct State {
        var status: ExitStatus?
        var waiters: [UInt64: CheckedContinuation<ExitStatus?, Never>] = [:]
        var lastWaiter: UInt64 = 0
    }

    private let state = Mutex(State())

    var status: ExitStatus? { state.withLock { $0.status } }

    /// Calls `body` only while the process has not been reaped, so that its id is still its own.
    func whileRunning(_ body: () -> Void) {
        state.withLock { if $0.status == nil { body() } }
    }

    /// Reaps the process by `reap`, which must not block, and wakes everybody.
    func end(reap: () -> ExitStatus) {
        let (status, waiters) = state.withLock { state in
            let status = reap()
            state.status = status
            defer { state.waiters = [:] }
            return (status, state.waiters.values.map { $0 })
        }
        for waiter in waiters { waiter.resume(returning: status) }
    }

    /// The end, or `nil` when it did not come in time.
    ///
    /// Cancelling the task does not cut it short: those who wait here are cleaning up.
    func wait(within limit: Duration) async -> ExitStatus? {
        await withCheckedContinuation { continuation in
            let ticket = state.withLock { state -> UInt64? in
                guard state.status == nil else { return nil }
                state.lastWaiter += 1
                state.waiters[state.lastWaiter] = continuation
                return state.lastWaiter
            }
            guard let ticket else { return continuation.resume(returning: status) }
            let seconds = limit / .seconds(1)
            DispatchQueue.global().asyncAfter(deadline: .now() + seconds) { self.giveUp(ticket) }
        }
    }

    private func giveUp(_ ticket: UInt64) {
        let waiter = state.withLock { $0.waiters.removeValue(forKey: ticket) }
        waiter?.resume(returning: nil)
    }
}
