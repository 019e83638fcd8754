/// Judges looks one after the other as ``StageJudge`` does with all that came before each; what
/// could be noticed, which decides nothing, is left out.
struct ReplayJudge {
    private let plan: DeploymentPlan
    private var judges: PanelJudges

    init(_ plan: DeploymentPlan) {
        self.plan = plan
        judges = PanelJudges(plan)
    }

    mutating func judge(_ look: PastDeployment.Look) -> Verdict {
        let criteria = plan.stages[look.stage].criteria
        switch plan.analysis.judge {
        case .guardedRatio:
            return GuardedRatioJudge.judge(
                canary: look.canary, baseline: look.baseline, criteria: criteria,
                settings: plan.analysis)
        case .sequential:
            switch StageJudge.read(look.canary, look.baseline) {
            case .failure(let unusable):
                return Verdict(unusable.check.result, checks: [unusable.check])
            case .success(let reading):
                return Verdict(.ok, checks: []).adding(
                    criteria.marking(checks(reading, stage: look.stage) + reading.remarks))
            }
        }
    }

    /// The traffic of an incomplete look is measured again with the next window, so it is not kept.
    private mutating func checks(_ reading: StageJudge.Reading, stage: Int) -> [Check] {
        if reading.remarks.isEmpty {
            judges.take(reading.look, stage: stage)
            return judges.checks(reading.look)
        }
        var once = judges
        once.take(reading.look, stage: stage)
        return once.checks(reading.look)
    }
}
