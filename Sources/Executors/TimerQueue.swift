/// The timers of one reactor; a handful at a time (one per statement in flight), so a plain list.
package struct TimerQueue {
    package typealias Token = Int

    private struct Entry {
        let token: Token
        let deadline: ContinuousClock.Instant
        let action: () -> Void
    }

    private var entries: [Entry] = []
    private var lastToken = 0

    mutating func add(
        at deadline: ContinuousClock.Instant, action: @escaping () -> Void
    ) -> Token {
        lastToken += 1
        entries.append(Entry(token: lastToken, deadline: deadline, action: action))
        return lastToken
    }

    mutating func remove(_ token: Token) {
        entries.removeAll { $0.token == token }
    }

    /// Runs what is due; a timer that an action adds waits for the next call.
    mutating func fire(at now: ContinuousClock.Instant) -> Bool {
        guard entries.contains(where: { $0.deadline <= now }) else { return false }
        let due = entries.filter { $0.deadline <= now }
        entries.removeAll { $0.deadline <= now }
        for entry in due { entry.action() }
        return true
    }

    /// How long `epoll_wait` may sleep, rounded up; -1 is for ever, as `epoll_wait` has it.
    func millisecondsToNext(from now: ContinuousClock.Instant) -> Int32 {
        guard let next = entries.map(\.deadline).min() else { return -1 }
        let wait = max(.zero, next - now)
        let whole =
            wait.components.seconds * 1000
            + (wait.components.attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
        return Int32(min(whole, 60_000))
    }
}
