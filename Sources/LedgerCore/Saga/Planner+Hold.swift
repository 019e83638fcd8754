extension Planner {
    /// Watches a stage: leaves it with good evidence after its time, ends the deployment on bad
    /// evidence or for want of any, and looks again in between.
    func hold(_ saga: Saga, stage index: Int) -> NextStep {
        guard let observedAt = saga.stageObservedAt, let evidenceFrom = saga.evidenceFrom,
            saga.plan.stages.indices.contains(index)
        else { return .rest(until: nil, watchesTraffic: true) }
        let warm = evidenceFrom.adding(seconds: saga.plan.analysis.warmUpSeconds)
        let hold = Hold(
            stage: watched(saga, saga.plan.stages[index]), settings: saga.plan.analysis,
            toleratedFailures: saga.plan.toleratedFailures, observedAt: observedAt,
            warm: warm, looks: looks.looks(ofStage: index, since: warm),
            people: People(saga, at: saga.plan.stages[index]))
        switch hold.judge(at: now) {
        case .pass: return pass(saga, stage: index, hold)
        case .fail: return end(saga, .failed, hold)
        case .giveUp(let cause): return end(saga, cause, hold)
        case .look: return .analyse(task(saga, stage: index, hold))
        case .wait(let until): return .rest(until: until, watchesTraffic: true)
        }
    }

    /// Where no new instance serves there is nothing to watch: those that came failed within what is
    /// tolerated.
    private func watched(_ saga: Saga, _ stage: Stage) -> Stage {
        guard saga.schedule != nil, servingNames(saga).isEmpty else { return stage }
        return Stage(percent: stage.percent, durationSeconds: 0)
    }

    /// The stage's end and the next step are one append.
    private func pass(_ saga: Saga, stage: Int, _ hold: Hold) -> NextStep {
        let promotion = saga.promotion
        var settled: [ID: Settlements.Outcome] = [:]
        if let promotion, !promotion.isFull { settled[promotion.request] = .done }
        let passed = ServiceEvent.stagePassed(
            .init(
                deployment: saga.id, stage: stage, evidence: evidence(of: hold.looks),
                promotion: promotion?.request, settles: Settlements(settled)))
        var after = saga
        after.step += 1
        switch after.currentStep {
        case .shift(let percent, let nextStage)?:
            return .record(
                [passed, shiftEvent(after, percent: percent, stage: nextStage)], ownsEffect: true)
        case .drain(let batch)?:
            return .record([passed, drainEvent(after, batch)], ownsEffect: true)
        case .deployBatch(let batch)?:
            return .record([passed, deployEvent(after, batch)], ownsEffect: true)
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
            deployment: saga.id, stage: stage, subject: saga.target,
            baseline: percent < 100 ? saga.stable?.version : nil,
            windowSeconds: hold.windowSeconds(at: now), criteria: hold.stage.criteria,
            settings: hold.settings, plan: saga.plan, instances: servingNames(saga),
            tolerated: state.toleranceLeft)
    }
}
