package import LedgerCore
package import Rollout
import Synchronization

/// A sink that keeps what it is sent, and fails as it is told.
package final class InMemoryNotifier: Notifier {
    /// How one call goes wrong.
    package enum Fault: Sendable, Equatable {
        /// The message does not arrive, and the caller hears why.
        case lost(OutboundError)
        /// It arrives, and the caller hears an error all the same.
        case answerLost(OutboundError)
    }

    private struct State {
        var faults: [Fault] = []
        var isAway: OutboundError?
        var received: [NotificationMessage] = []
        var calls = 0
    }

    private let state = Mutex(State())
    private let gate: (@Sendable () async -> Void)?

    /// - Parameter gate: waited for in every call, before anything happens.
    package init(gate: (@Sendable () async -> Void)? = nil) { self.gate = gate }

    package var received: [NotificationMessage] { state.withLock { $0.received } }
    package var calls: Int { state.withLock { $0.calls } }

    /// The next calls go wrong like this, one after the other.
    package func fail(next faults: Fault...) { state.withLock { $0.faults += faults } }

    /// From now on every message is lost.
    package func goAway(_ error: OutboundError) { state.withLock { $0.isAway = error } }

    package func send(_ message: NotificationMessage) async throws(OutboundError) -> String {
        await gate?()
        return try state.withLock { receive(message, &$0) }.get()
    }

    private func receive(
        _ message: NotificationMessage, _ state: inout State
    ) -> Result<String, OutboundError> {
        state.calls += 1
        if let error = state.isAway { return .failure(error) }
        let fault = state.faults.isEmpty ? nil : state.faults.removeFirst()
        if case .lost(let error) = fault { return .failure(error) }
        state.received.append(message)
        if case .answerLost(let error) = fault { return .failure(error) }
        return .success("kept")
    }
}
