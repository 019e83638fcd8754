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

    /// Takes what is due out of the queue, for the caller to run: an action may add and remove.
    mutating func takeDue(at now: ContinuousClock.Instant) -> [() -> Void] {
        guard entries.contains(where: { $0.deadline <= now }) else { return [] }
        let due = entries.filter { $0.deadline <= now }
        entries.removeAll { $0.deadline <= now }
        return due.map(\.action)
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
