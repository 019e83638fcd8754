import Synchronization

/// The answer of one call: given once, awaited once, in either order.
final class PendingAnswer<Value: Sendable>: Sendable {
    typealias Outcome = Result<Value, CurlError>

    private enum State {
        case open
        case awaited(CheckedContinuation<Outcome, Never>)
        case given(Outcome)
    }

    private let state = Mutex(State.open)

    var isGiven: Bool {
        state.withLock { if case .given = $0 { true } else { false } }
    }

    /// Only the first one counts.
    func give(_ outcome: Outcome) {
        let continuation = state.withLock { state -> CheckedContinuation<Outcome, Never>? in
            defer { if case .given = state {} else { state = .given(outcome) } }
            if case .awaited(let continuation) = state { return continuation }
            return nil
        }
        continuation?.resume(returning: outcome)
    }

    func outcome() async -> Outcome {
        await withCheckedContinuation { continuation in
            let given = state.withLock { state -> Outcome? in
                if case .given(let outcome) = state { return outcome }
                state = .awaited(continuation)
                return nil
            }
            if let given { continuation.resume(returning: given) }
        }
    }
}
