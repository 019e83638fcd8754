/// The arithmetic of one stage being watched.
struct Hold {
    enum Judgement: Equatable {
        case pass, fail, look
        case giveUp(ServiceEvent.AbortDecided.Cause)
        case wait(until: Timestamp)
    }

    let stage: Stage
    let settings: AnalysisSettings
    /// Looks that may fail; one more ends the stage.
    let toleratedFailures: Int
    /// When the stage's share was first observed: its duration runs from here.
    let observedAt: Timestamp
    /// The end of the warm-up after the last observation, which is later than `observedAt` when the
    /// traffic had drifted meanwhile. What came before is no evidence.
    let warm: Timestamp
    /// Of this stage and since `warm`.
    let looks: [Looks.Look]
    let people: People

    /// What fails ends the stage whatever people wish; otherwise they may pass it or keep it.
    func judge(at now: Timestamp) -> Judgement {
        if hasFailed { return .fail }
        if mayPass(at: now) { return .pass }
        if policy == .abort, !people.isPaused { return .giveUp(.noEvidence) }
        let deadlines = self.deadlines
        if let late = deadlines.first(where: { now >= $0.at }) { return .giveUp(late.cause) }
        let next = deadlines.map(\.at).reduce(nextLookAt, min)
        return now >= nextLookAt ? .look : .wait(until: next)
    }

    /// Where people may take days, looks that add up come up to ten times less often, as their number
    /// is bounded; but twice within the time in which a good one is missed.
    private var betweenLooksSeconds: Int {
        let waits =
            people.isPaused
            || (waitsForPeople || people.declareWinner)
                && (looks.last.map { $0.at >= endsAt } ?? false)
        guard settings.judge == .sequential, waits else { return settings.intervalSeconds }
        let rare = min(settings.intervalSeconds * 10, settings.holdDeadlineSeconds / 2)
        // Until a winner is declared no want of evidence ends it, so that looks must not run out.
        let spread =
            people.declareWinner ? people.deadlineSeconds / (Looks.limit / 2) : 0
        return max(settings.intervalSeconds, rare, spread)
    }

    /// Whole seconds of traffic that count, up to the most that a source is asked for: all since the
    /// warm-up, or for a judge that adds looks up, since the last one that was measured.
    func windowSeconds(at now: Timestamp) -> Int {
        var start = warm
        if settings.judge == .sequential, let last = looks.last(where: \.isComplete) {
            start = max(warm, last.at)
        }
        return min(max(1, now.seconds(since: start)), AnalysisSettings.maximumWindowSeconds)
    }

    private func mayPass(at now: Timestamp) -> Bool {
        switch people.promotion {
        case .stage?: return true
        case .all?:
            // Still gated by health: the newest look must be there, and not be a bad one.
            return !needsEvidence || (looks.last.map { $0.kind != .fail } ?? false)
        case nil:
            return !people.isPaused && now >= endsAt && (!needsEvidence || hasGoodEnd)
                && !waitsForPeople && !people.declareWinner
        }
    }

    private var endsAt: Timestamp { observedAt.adding(seconds: stage.durationSeconds) }
    private var waitsForPeople: Bool { people.approvals < stage.approvals }

    /// Until when something that is missing may come; none runs while the stage is paused.
    private var deadlines: [(at: Timestamp, cause: ServiceEvent.AbortDecided.Cause)] {
        guard !people.isPaused else { return [] }
        let start = max(endsAt, people.resumedAt ?? endsAt)
        var deadlines: [(at: Timestamp, cause: ServiceEvent.AbortDecided.Cause)] = []
        // A person who declares the winner may do so on what evidence there is.
        if needsEvidence, !people.declareWinner {
            // While people are waited for, evidence was good once and may fail to come again; after
            // a drift it has to be gathered anew, and gets its time for that.
            let good = looks.last { $0.kind == .ok }?.at ?? warm
            let missing = max(start, good).adding(seconds: settings.holdDeadlineSeconds)
            deadlines.append((missing, .noEvidence))
        }
        if waitsForPeople {
            let late = start.adding(seconds: people.deadlineSeconds)
            deadlines.append((late, .notApproved))
        }
        if people.declareWinner {
            deadlines.append((start.adding(seconds: people.deadlineSeconds), .deadline))
        }
        return deadlines
    }

    /// A stage without time and conditions asks for nothing, like the chapter's last one.
    private var needsEvidence: Bool { stage.durationSeconds > 0 || stage.criteria != Criteria() }

    private var hasFailed: Bool {
        let tally = looks.reduce(into: LookTally()) { tally, look in
            tally.add(look.kind == .fail ? .failure : .success)
        }
        var limits = settings.failureLimits
        limits.failureLimit = toleratedFailures
        return limits.state(after: tally, isOver: false) == .failed
    }

    /// Towards the newest look, if it could not be judged.
    private var policy: UndecidedRules.Policy {
        settings.undecided.policy(after: looks.map(\.kind))
    }

    /// The newest look is good, or as good by policy, and was taken when the stage's time was over.
    private var hasGoodEnd: Bool {
        guard let last = looks.last else { return false }
        return (last.kind == .ok || policy == .continue) && last.at >= endsAt
    }

    /// One interval after the warm-up or the last look, and once when the stage's time is over.
    private var nextLookAt: Timestamp {
        let last = looks.last?.at ?? warm
        let regular = last.adding(seconds: betweenLooksSeconds)
        guard last < endsAt, looks.last != nil || warm < endsAt else { return regular }
        return max(min(regular, endsAt), warm.adding(seconds: 1))
    }
}

/// What people want of the stage that is watched.
struct People {
    enum Promotion { case stage, all }

    let promotion: Promotion?
    let isPaused: Bool
    let resumedAt: Timestamp?
    /// How many said yes.
    let approvals: Int
    /// How long they are waited for after the stage's time.
    let deadlineSeconds: Int
    /// The stage passes by a promotion only.
    let declareWinner: Bool

    init(_ saga: Saga, at stage: Stage) {
        promotion = saga.promotion.map { $0.isFull ? .all : .stage }
        isPaused = saga.isPaused
        resumedAt = saga.resumedAt
        approvals = saga.approvers.count
        deadlineSeconds = saga.plan.approval.deadlineSeconds
        declareWinner = saga.plan.waitsForWinner(of: stage)
    }
}
