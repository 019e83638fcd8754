/// Who may use the connection: one at a time, the others in the order of asking.
struct Turns {
    private var isTaken = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// `false` when somebody else has the turn; then ``wait(_:)``.
    mutating func take() -> Bool {
        defer { isTaken = true }
        return !isTaken
    }

    mutating func wait(_ continuation: CheckedContinuation<Void, Never>) {
        waiting.append(continuation)
    }

    mutating func pass() {
        if waiting.isEmpty {
            isTaken = false
        } else {
            waiting.removeFirst().resume()
        }
    }
}

/// A cancel that another thread is delivering, and the statement's owner who waits for it.
struct CancellationInFlight {
    var isRunning = false
    var waiter: CheckedContinuation<Void, Never>?

    mutating func finish() {
        isRunning = false
        waiter?.resume()
        waiter = nil
    }
}
