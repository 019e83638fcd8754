/// Who may use the connection: one at a time, the others in the order of asking.
struct Turns {
    private var isTaken = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// `false` when somebody else has the turn; then ``takeOrWait(_:)``.
    mutating func take() -> Bool {
        defer { isTaken = true }
        return !isTaken
    }

    /// Looks again: a call that creates a continuation may suspend before it runs its body.
    mutating func takeOrWait(_ continuation: CheckedContinuation<Void, Never>) {
        if take() {
            continuation.resume()
        } else {
            waiting.append(continuation)
        }
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
    private(set) var isRunning = false
    private var waiter: CheckedContinuation<Void, Never>?

    mutating func start() { isRunning = true }

    /// Looks again whether it runs, for the reason given at ``Turns/takeOrWait(_:)``.
    mutating func wait(_ continuation: CheckedContinuation<Void, Never>) {
        waiter = continuation
        if !isRunning { finish() }
    }

    mutating func finish() {
        isRunning = false
        waiter?.resume()
        waiter = nil
    }
}
