/// The arithmetic of the steady watch over what serves users.
struct Watch {
    let policy: RollbackPolicy
    /// The end of the warm-up after the last observed change of traffic.
    let warm: Timestamp
    /// Of the steady watch and since `warm`.
    let looks: [Looks.Look]

    /// A longer time between two looks, of which nobody saw anything, parts one row from another.
    private static let gapSeconds = 60

    /// The last looks in a row, when all of them failed; what could not be judged ends the row, and
    /// so does a time in which nobody looked.
    var breach: [Looks.Look]? {
        let last = Array(looks.suffix(policy.failedLooks))
        let isFull = last.count == policy.failedLooks && last.allSatisfy { $0.kind == .fail }
        let isDense = zip(last, last.dropFirst()).allSatisfy { earlier, later in
            later.at.seconds(since: earlier.at) <= suspicionSeconds + Self.gapSeconds
        }
        return isFull && isDense ? last : nil
    }

    private var suspicionSeconds: Int {
        min(policy.intervalSeconds, RollbackPolicy.suspicionSeconds)
    }

    /// Sooner again when the last one was not good.
    var nextLookAt: Timestamp {
        guard let last = looks.last else { return warm.adding(seconds: suspicionSeconds) }
        return last.at.adding(
            seconds: last.kind == .ok ? policy.intervalSeconds : suspicionSeconds)
    }

    /// Whole seconds of traffic that count.
    func windowSeconds(at now: Timestamp) -> Int {
        min(max(1, now.seconds(since: warm)), policy.windowSeconds)
    }
}
