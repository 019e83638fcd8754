extension DeploymentPlan {
    /// A rolling plan with a stage for each batch; any other as it is.
    ///
    /// - Parameters:
    ///   - instances: how many each slot has, 1 or more.
    ///   - hasStable: `false` when nothing serves users so far.
    package func unrolled(over instances: Int, hasStable: Bool) -> DeploymentPlan {
        guard let rolling else { return self }
        let schedule = RollingSchedule(rolling, over: instances, hasStable: hasStable)
        return DeploymentPlan(
            strategy: strategy,
            stages: schedule.batches.map { batch in
                rolling.stage(percent: max(1, 100 * batch.added.upperBound / instances))
            }, analysis: analysis, readyDeadlineSeconds: readyDeadlineSeconds,
            shiftDeadlineSeconds: shiftDeadlineSeconds, deadlineSeconds: deadlineSeconds,
            approval: approval, rolling: rolling)
    }

    /// A rolling plan as it was asked for, before anybody counted the instances.
    var withoutBatches: DeploymentPlan {
        DeploymentPlan(
            strategy: strategy, analysis: analysis, readyDeadlineSeconds: readyDeadlineSeconds,
            shiftDeadlineSeconds: shiftDeadlineSeconds, deadlineSeconds: deadlineSeconds,
            approval: approval, rolling: rolling)
    }

    /// No look is at measurements: the instances' own word decides.
    package var isJudgedByHealth: Bool { rolling?.isJudgedByHealth ?? false }
}

extension RollingSettings {
    /// What stands for the batches until it is known how many instances there are.
    var stagesWithoutCount: [Stage] { [stage(percent: 100)] }

    /// - Parameter percent: share of the instances that are new when the batch serves.
    func stage(percent: Int) -> Stage {
        Stage(percent: percent, durationSeconds: batchSeconds, criteria: criteria)
    }
}

extension Strategy {
    /// What a plan without settings for its looks has.
    func standardAnalysis(_ judge: JudgeChoice, _ rolling: RollingSettings?) -> AnalysisSettings {
        guard self == .rolling else { return AnalysisSettings(judge: judge) }
        // What an instance says of itself needs no traffic to build up first.
        let isHealth = (rolling ?? RollingSettings()).isJudgedByHealth
        return AnalysisSettings(
            judge: judge, intervalSeconds: isHealth ? 10 : 30, warmUpSeconds: isHealth ? 0 : 30,
            holdDeadlineSeconds: isHealth ? 300 : 1800)
    }
}

extension DeploymentPlan {
    /// Name and version of what judges its looks.
    package var judgeName: String {
        isJudgedByHealth ? InstanceHealthJudge.name : analysis.judge.name
    }

    /// Looks of a stage that may fail; an instance's word does not add up to evidence.
    var toleratedFailures: Int {
        isJudgedByHealth ? analysis.failureLimit : analysis.failureLimits.failureLimit ?? 0
    }
}
