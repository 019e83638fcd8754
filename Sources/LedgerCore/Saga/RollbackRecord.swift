/// What the rules remember of rollbacks: how often and when, and what keeps the next one back.
package struct RollbackRecord: Sendable, Equatable {
    /// Starts of those that nobody asked for, oldest first; the last ``RollbackPolicy/maximumPerHour``.
    package private(set) var automaticStarts: [Timestamp] = []
    /// Start of the last one, whoever wanted it.
    package private(set) var lastStartedAt: Timestamp?
    /// The last automatic one, as long as its target is live or on its way.
    package private(set) var lastAutomatic: Automatic?
    /// The last bar that is on record.
    package private(set) var bar: Bar?
    private var barredAt: Timestamp?
    /// After one that did not help, until a person decides something.
    package private(set) var isSuspended = false

    package struct Automatic: Sendable, Equatable {
        package let id: ID
        package let from: String
        package let to: String
        package var completedAt: Timestamp?
    }

    /// What keeps an automatic rollback back.
    package struct Bar: Sendable, Equatable {
        package let reason: ServiceEvent.RollbackBlocked.Reason
        package let until: Timestamp?
    }

    /// Twice the chapter's cooldown: when the target of a rollback fails so soon, the version that
    /// was left is hardly at fault.
    package static let verificationSeconds = 600
    private static let hour = 3600

    /// What keeps one back now; `nil` when it may start, as far as the clock is concerned.
    package func window(_ policy: RollbackPolicy, at now: Timestamp) -> Bar? {
        if let end = cooldownEnd(policy), now < end { return Bar(reason: .cooldown, until: end) }
        let recent = startsInLastHour(at: now)
        guard recent.count >= policy.maxRollbacksPerHour else { return nil }
        let oldest = recent[recent.count - policy.maxRollbacksPerHour]
        return Bar(reason: .limit, until: oldest.adding(seconds: Self.hour))
    }

    package func cooldownEnd(_ policy: RollbackPolicy) -> Timestamp? {
        lastStartedAt?.adding(seconds: policy.cooldownSeconds)
    }

    package func startsInLastHour(at now: Timestamp) -> [Timestamp] {
        automaticStarts.filter { $0.adding(seconds: Self.hour) > now }
    }

    /// The automatic rollback that did not help, if what is live failed within its trial.
    func ineffective(
        live: String, _ policy: RollbackPolicy, at now: Timestamp
    ) -> Automatic? {
        // Before the warm-up is over nothing can be seen.
        let trial = policy.warmUpSeconds + Self.verificationSeconds
        guard let last = lastAutomatic, last.to == live, let end = last.completedAt,
            now < end.adding(seconds: trial)
        else { return nil }
        return last
    }

    /// Whether a bar is not on record yet, or for long.
    func isNews(_ bar: Bar, at now: Timestamp) -> Bool {
        guard self.bar == bar, let barredAt else { return true }
        return bar.until == nil && now >= barredAt.adding(seconds: Self.hour)
    }
}

extension RollbackRecord {
    mutating func note(_ fact: ServiceEvent.RollbackStarted, at time: Timestamp) {
        lastStartedAt = time
        bar = nil
        lastAutomatic = nil
        guard fact.isAutomatic, let from = fact.from else { return }
        lastAutomatic = Automatic(id: fact.rollback, from: from.version, to: fact.to.version)
        automaticStarts.append(time)
        if automaticStarts.count > RollbackPolicy.maximumPerHour { automaticStarts.removeFirst() }
    }

    mutating func note(_ fact: ServiceEvent.RollbackBlocked, at time: Timestamp) {
        bar = Bar(reason: fact.reason, until: fact.until)
        barredAt = time
    }

    mutating func noteCompleted(_ rollback: ID, at time: Timestamp) {
        if lastAutomatic?.id == rollback { lastAutomatic?.completedAt = time }
    }

    /// What is live is another version now, or the rollback gave way.
    mutating func forgetAutomatic() {
        lastAutomatic = nil
        bar = nil
    }

    mutating func suspend() { isSuspended = true }

    /// A person has decided something: from here the rules may act again.
    mutating func resume() { isSuspended = false }
}
