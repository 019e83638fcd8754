/// The arithmetic of the steady watch over what serves users.
struct Watch {
    let policy: RollbackPolicy
    /// The end of the warm-up after the last observed change of traffic.
    let warm: Timestamp
    /// Of the steady watch and since `warm`.
    let looks: [Looks.Look]

    /// The last looks in a row, when all of them failed; what could not be judged ends the row.
    var breach: [Looks.Look]? {
        let last = Array(looks.suffix(policy.failedLooks))
        let isFull = last.count == policy.failedLooks
        return isFull && last.allSatisfy { $0.kind == .fail } ? last : nil
    }

    /// Sooner again when the last one was not good.
    var nextLookAt: Timestamp {
        let suspicion = min(policy.intervalSeconds, RollbackPolicy.suspicionSeconds)
        guard let last = looks.last else { return warm.adding(seconds: suspicion) }
        return last.at.adding(seconds: last.kind == .ok ? policy.intervalSeconds : suspicion)
    }

    /// Whole seconds of traffic that count.
    func windowSeconds(at now: Timestamp) -> Int {
        min(max(1, now.seconds(since: warm)), policy.windowSeconds)
    }
}
