import Synchronization

/// Makes calls wait while it is closed, and lets a test wait for the calls.
package final class CallGate: Sendable {
    private struct State {
        var isClosed = false
        var lastTicket = 0
        var calls: [Int: CheckedContinuation<Void, Never>] = [:]
        var watchers: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
    }

    private let state = Mutex(State())

    package init() {}

    package func close() { state.withLock { $0.isClosed = true } }

    package func open() {
        let calls = state.withLock { state in
            defer { state.calls = [:] }
            state.isClosed = false
            return Array(state.calls.values)
        }
        for call in calls { call.resume() }
    }

    /// Returns at once while the gate is open; also when the task is cancelled.
    ///
    /// - Returns: false when it was the cancellation that let the call pass.
    package func pass() async -> Bool {
        let ticket = state.withLock { state in
            state.lastTicket += 1
            return state.lastTicket
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { wait($0, ticket: ticket) }
        } onCancel: {
            state.withLock { $0.calls.removeValue(forKey: ticket) }?.resume()
        }
        return !Task.isCancelled
    }

    /// Returns when at least `count` calls wait.
    package func waitForCalls(_ count: Int) async {
        await withCheckedContinuation { continuation in
            resumeWatchers { $0.watchers.append((count, continuation)) }
        }
    }

    private func wait(_ call: CheckedContinuation<Void, Never>, ticket: Int) {
        var isHeld = false
        resumeWatchers { state in
            // Asked under the lock: a cancellation from here on finds the call in the list.
            isHeld = state.isClosed && !Task.isCancelled
            if isHeld { state.calls[ticket] = call }
        }
        if !isHeld { call.resume() }
    }

    private func resumeWatchers(after change: (inout sending State) -> Void) {
        let satisfied = state.withLock { state in
            change(&state)
            let waiting = state.calls.count
            defer { state.watchers.removeAll { $0.count <= waiting } }
            return state.watchers.filter { $0.count <= waiting }.map(\.continuation)
        }
        for continuation in satisfied { continuation.resume() }
    }
}
