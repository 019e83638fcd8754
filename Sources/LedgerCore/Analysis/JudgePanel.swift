/// All judges of a look under ``JudgeChoice/sequential``: errors against the baseline, errors against
/// the stage's limit, latency against both.
///
/// They share one probability of failing a good version, ``alpha``, over the whole rollout.
struct JudgePanel {
    /// Of failing a version that is as good, in the whole rollout.
    static let alpha = 0.01
    /// Latencies above the stage's limit in a row that fail it; the specification's, not simulated.
    static let latenciesInARow = 3

    let judge: StageJudge
    let look: MeasuredLook
    let windowSeconds: Int
    /// This one included, oldest first, of the stages before too.
    private let all: [(stage: Int, look: MeasuredLook)]

    init(_ judge: StageJudge, look: MeasuredLook, windowSeconds: Int) {
        self.judge = judge
        self.look = look
        self.windowSeconds = windowSeconds
        all =
            judge.looks.compactMap { earlier in
                // The traffic of an incomplete one is measured again with the next window.
                guard earlier.isComplete, let stage = earlier.stage, let look = earlier.measured,
                    judge.plan.stages.indices.contains(stage)
                else { return nil }
                return (stage, look)
            } + [(judge.stage, look)]
    }

    /// That there was traffic is only said where nothing else is, or where there was too little.
    var checks: [Check] {
        let conditions = [limit, latencyLimit, rates, latencyRanks].compactMap(\.self)
        let isTold = conditions.isEmpty || requests.result != .ok
        return (isTold ? [requests] : []) + conditions + [power].compactMap(\.self)
    }

    private var plan: DeploymentPlan { judge.plan }
    private var ofStage: [MeasuredLook] {
        all.filter { $0.stage == judge.stage }.map(\.look)
    }

    /// A stage without conditions and baseline asks for this alone.
    private var requests: Check {
        let count = ofStage.reduce(0) { $0 + $1.subject.requests }
        let needed = plan.analysis.minRequests
        return Check(
            "canary_requests", count >= needed ? .ok : .insufficient, value: Double(count),
            limit: Double(needed))
    }

    private var limit: Check? {
        guard judge.criteria.maxErrorRate != nil else { return nil }
        let looks = all.compactMap { entry -> LimitLook? in
            guard let limit = plan.stages[entry.stage].criteria.maxErrorRate else { return nil }
            let baseline = entry.look.baseline.map(ErrorCount.init)
            return LimitLook(
                canary: entry.look.canary, baseline: baseline ?? .none, limit: limit)
        }
        let settings = LimitSettings(evidence: plan.evidence(looks: plan.plannedLooks))
        return LimitJudge.judge(looks, settings: settings).map(Check.init)
    }

    private var latencyLimit: Check? {
        guard let limit = judge.criteria.maxLatencyMillisecondsP99 else { return nil }
        let name = "max_latency_p99"
        guard let value = look.subject.latencyMillisecondsP99 else {
            return Check(name, .noData, limit: limit, detail: "no latencies")
        }
        let points = ofStage.compactMap(\.subject.latencyMillisecondsP99)
        let high = points.reversed().prefix { $0 > limit }.count
        let result: Verdict.Kind =
            high == 0 ? .ok : high >= Self.latenciesInARow ? .fail : .insufficient
        return Check(
            name, result, value: value, limit: limit,
            detail: high == 0 ? nil : "\(high) of \(Self.latenciesInARow) in a row")
    }

    private var rates: Check? {
        guard look.baseline != nil else { return nil }
        return SequentialJudge.judge(
            all.compactMap(\.look.rates), settings: plan.sequentialSettings
        ).map(Check.init)
    }

    private var latencyRanks: Check? {
        guard look.baseline?.latencyMillisecondsP99 != nil else { return nil }
        let settings = plan.rankSettings
        var ranks = RankJudge(settings)
        var last: RankJudge.Finding?
        for look in ofStage {
            last = ranks.judge(
                PointLook(
                    canary: settings.point(look.subject), baseline: settings.point(look.baseline)))
        }
        return last.map { Check($0, ranks, needed: settings.firstPoints) }
    }

    private var power: Check? {
        guard look.baseline != nil else { return nil }
        let baseline = all.compactMap(\.look.baseline).reduce(ErrorCount.none) {
            $0 + ErrorCount($1)
        }
        let requests = look.subject.requests + (look.baseline?.requests ?? 0)
        let perSecond = Double(requests) / Double(max(1, windowSeconds))
        return Check(plan.power(requestsPerSecond: perSecond, baseline: baseline))
    }
}
