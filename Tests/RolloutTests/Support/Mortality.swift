import Rollout
import Synchronization

/// Ends a worker's life at one place of its work: from then on nothing that it does arrives.
final class Mortality: Sendable {
    private struct State {
        var remaining: Int
        var isDead = false
    }

    private let point: CrashPoint
    private let state: Mutex<State>

    /// - Parameter occurrence: which time it is reached, from 1.
    init(_ point: CrashPoint, occurrence: Int) {
        self.point = point
        state = Mutex(State(remaining: occurrence))
    }

    var isDead: Bool { state.withLock { $0.isDead } }

    func reach(_ point: CrashPoint) {
        guard point == self.point else { return }
        state.withLock { state in
            state.remaining -= 1
            if state.remaining == 0 { state.isDead = true }
        }
    }
}
