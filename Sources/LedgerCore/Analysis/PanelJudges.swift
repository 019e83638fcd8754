/// The judges of a rollout under ``JudgeChoice/sequential``, told its measured looks one by one.
struct PanelJudges {
    private let plan: DeploymentPlan
    private let rankSettings: RankSettings
    private var highest: Limited
    private var least: Limited
    private var rates: SequentialJudge
    private var rateFinding: SequentialJudge.Finding?
    /// Of the stage of the last look.
    private var ofStage: StageLooks

    /// One limit of the error rate, by stage.
    private struct Limited {
        var judge: LimitJudge
        var finding: LimitJudge.Finding?

        mutating func take(_ look: MeasuredLook, _ limit: Double?) {
            finding = limit.map { limit in
                judge.judge(
                    LimitLook(
                        canary: look.canary,
                        baseline: look.baseline.map(ErrorCount.init) ?? .none, limit: limit))
            }
        }
    }

    /// What begins anew with each stage.
    private struct StageLooks {
        let stage: Int
        let criteria: Criteria
        var requests = 0
        var p50 = LatencyRun()
        var p99 = LatencyRun()
        /// What was measured by name, look by look.
        var metrics: [[String: Double]] = []
        var ranks: RankJudge
        var rankFinding: RankJudge.Finding?
    }

    /// Latencies above a limit, in a row.
    private struct LatencyRun {
        var high = 0

        mutating func take(_ value: Double?, limit: Double?) {
            guard let value, let limit else { return }
            high = value > limit ? high + 1 : 0
        }
    }

    init(_ plan: DeploymentPlan) {
        self.plan = plan
        rankSettings = plan.rankSettings
        let limit = LimitJudge(
            LimitSettings(evidence: plan.evidence(looks: plan.plannedLooks)))
        highest = Limited(judge: limit)
        least = Limited(judge: limit)
        rates = SequentialJudge(plan.sequentialSettings)
        ofStage = StageLooks(stage: -1, criteria: Criteria(), ranks: RankJudge(rankSettings))
    }

    /// - Parameter stage: of the plan, not before that of an earlier look.
    mutating func take(_ look: MeasuredLook, stage: Int) {
        if stage != ofStage.stage {
            ofStage = StageLooks(
                stage: stage, criteria: plan.stages[stage].criteria,
                ranks: RankJudge(rankSettings))
        }
        let criteria = ofStage.criteria
        highest.take(look, criteria.maxErrorRate)
        least.take(look, criteria.minSuccessRate.map { 1 - $0 })
        rateFinding = look.rates.map { rates.judge($0) }
        ofStage.requests = ErrorCount.sum(ofStage.requests, look.subject.requests)
        ofStage.p50.take(
            look.subject.latencyMillisecondsP50, limit: criteria.maxLatencyMillisecondsP50)
        ofStage.p99.take(
            look.subject.latencyMillisecondsP99, limit: criteria.maxLatencyMillisecondsP99)
        if !criteria.metrics.isEmpty { ofStage.metrics.append(look.subject.metrics) }
        ofStage.rankFinding = ofStage.ranks.judge(
            PointLook(
                canary: rankSettings.point(look.subject),
                baseline: rankSettings.point(look.baseline)))
    }

    /// What is said after a look that was just taken in. That there was traffic is only told where
    /// nothing else is, or where there was too little.
    func checks(_ look: MeasuredLook) -> [Check] {
        let conditions = limits(look) + [rateCheck, rankCheck(look)].compactMap(\.self)
        let isTold = conditions.isEmpty || requests.result != .ok
        return (isTold ? [requests] : []) + conditions + named
    }

    /// As patient as with latencies: one odd look is no trend.
    private var named: [Check] {
        ofStage.criteria.metrics.map { condition in
            condition.check(
                ofStage.metrics.map { $0[condition.name] }, patience: JudgePanel.latenciesInARow)
        }
    }

    private func limits(_ look: MeasuredLook) -> [Check] {
        let criteria = ofStage.criteria
        return [
            highest.finding.map { Check($0, of: .maxErrorRate, minSuccessRate: nil) },
            least.finding.map {
                Check($0, of: .minSuccessRate, minSuccessRate: criteria.minSuccessRate)
            },
            latency(
                .maxLatencyP50, look.subject.latencyMillisecondsP50,
                limit: criteria.maxLatencyMillisecondsP50, ofStage.p50),
            latency(
                .maxLatencyP99, look.subject.latencyMillisecondsP99,
                limit: criteria.maxLatencyMillisecondsP99, ofStage.p99),
        ].compactMap(\.self)
    }

    private func latency(
        _ condition: Criteria.Condition, _ value: Double?, limit: Double?, _ run: LatencyRun
    ) -> Check? {
        guard let limit else { return nil }
        guard let value else {
            return Check(condition.rawValue, .noData, limit: limit, detail: "no latencies")
        }
        let result: Verdict.Kind =
            run.high == 0 ? .ok : run.high >= JudgePanel.latenciesInARow ? .fail : .insufficient
        return Check(
            condition.rawValue, result, value: value, limit: limit,
            detail: run.high == 0
                ? nil : "\(run.high) of \(JudgePanel.latenciesInARow) in a row")
    }

    /// A stage without conditions and baseline asks for this alone.
    private var requests: Check {
        let needed = plan.analysis.minRequests
        return Check(
            "canary_requests", ofStage.requests >= needed ? .ok : .insufficient,
            value: Double(ofStage.requests), limit: Double(needed))
    }

    private var rateCheck: Check? { rateFinding.map(Check.init) }

    private func rankCheck(_ look: MeasuredLook) -> Check? {
        guard look.baseline?.latencyMillisecondsP99 != nil else { return nil }
        return ofStage.rankFinding.map {
            Check($0, ofStage.ranks, needed: rankSettings.firstPoints)
        }
    }
}
