extension Planner {
    /// Watches a stage: leaves it with good evidence after its time, ends the deployment on bad
    /// evidence or for want of any, and looks again in between.
    func hold(_ saga: Saga, stage index: Int) -> NextStep {
        guard let observedAt = saga.stageObservedAt, let evidenceFrom = saga.evidenceFrom,
            saga.plan.stages.indices.contains(index)
        else { return .rest(until: nil, watchesTraffic: true) }
        let warm = evidenceFrom.adding(seconds: saga.plan.analysis.warmUpSeconds)
        let hold = Hold(
            stage: saga.plan.stages[index], settings: saga.plan.analysis, observedAt: observedAt,
            warm: warm, looks: looks.looks(ofStage: index, since: warm))
        switch hold.judge(at: now) {
        case .pass: return pass(saga, stage: index, hold)
        case .fail: return end(saga, .failed, hold)
        case .giveUp: return end(saga, .noEvidence, hold)
        case .look: return .analyse(task(saga, stage: index, hold))
        case .wait(let until): return .rest(until: until, watchesTraffic: true)
        }
    }

    /// The stage's end and the next step are one append.
    private func pass(_ saga: Saga, stage: Int, _ hold: Hold) -> NextStep {
        let passed = ServiceEvent.stagePassed(
            .init(deployment: saga.id, stage: stage, evidence: evidence(of: hold.looks)))
        var after = saga
        after.step += 1
        switch after.currentStep {
        case .shift(let percent, let nextStage)?:
            return .record(
                [passed, shiftEvent(after, percent: percent, stage: nextStage)], ownsEffect: true)
        default:
            return .record([passed, .deploymentCompleted(completion(saga))], ownsEffect: false)
        }
    }

    private func end(
        _ saga: Saga, _ cause: ServiceEvent.AbortDecided.Cause, _ hold: Hold
    ) -> NextStep {
        let decided = ServiceEvent.AbortDecided(
            deployment: saga.id, cause: cause, marksBad: cause == .failed,
            evidence: evidence(of: hold.looks))
        let split = state.split(giving: 0, to: saga.target, restTo: saga.stable)
        return .record(
            [.abortDecided(decided), .shiftDecided(.init(split: split, cause: .abort))],
            ownsEffect: true)
    }

    private func task(_ saga: Saga, stage: Int, _ hold: Hold) -> AnalysisTask {
        let percent = saga.plan.stages[stage].percent
        return AnalysisTask(
            deployment: saga.id, stage: stage, canary: saga.target.version,
            baseline: percent < 100 ? saga.stable?.version : nil,
            windowSeconds: hold.windowSeconds(at: now), criteria: hold.stage.criteria,
            settings: hold.settings)
    }
}

/// The arithmetic of one stage being watched.
struct Hold {
    enum Judgement: Equatable {
        case pass, fail, giveUp, look
        case wait(until: Timestamp)
    }

    let stage: Stage
    let settings: AnalysisSettings
    /// When the stage's share was first observed: its duration runs from here.
    let observedAt: Timestamp
    /// The end of the warm-up after the last observation, which is later than `observedAt` when the
    /// traffic had drifted meanwhile. What came before is no evidence.
    let warm: Timestamp
    /// Of this stage and since `warm`.
    let looks: [Looks.Look]

    func judge(at now: Timestamp) -> Judgement {
        let failures = looks.count { $0.kind == .fail }
        if failures > settings.failureLimit { return .fail }
        if now >= endsAt, !needsEvidence || hasGoodEnd { return .pass }
        if now >= deadline { return .giveUp }
        return now >= nextLookAt ? .look : .wait(until: min(nextLookAt, deadline))
    }

    /// Whole seconds of traffic that count, up to the most that a source is asked for.
    func windowSeconds(at now: Timestamp) -> Int {
        min(max(1, now.seconds(since: warm)), AnalysisSettings.maximumWindowSeconds)
    }

    private var endsAt: Timestamp { observedAt.adding(seconds: stage.durationSeconds) }
    private var deadline: Timestamp { endsAt.adding(seconds: settings.holdDeadlineSeconds) }

    /// A stage without time and conditions asks for nothing, like the chapter's last one.
    private var needsEvidence: Bool { stage.durationSeconds > 0 || stage.criteria != Criteria() }

    /// The newest look is good and was taken when the stage's time was over.
    private var hasGoodEnd: Bool {
        guard let last = looks.last else { return false }
        return last.kind == .ok && last.at >= endsAt
    }

    /// One interval after the warm-up or the last look, and once when the stage's time is over.
    private var nextLookAt: Timestamp {
        let last = looks.last?.at ?? warm
        let regular = last.adding(seconds: settings.intervalSeconds)
        guard last < endsAt, looks.last != nil || warm < endsAt else { return regular }
        return max(min(regular, endsAt), warm.adding(seconds: 1))
    }
}
