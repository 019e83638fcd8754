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
    let all: [(stage: Int, look: MeasuredLook)]

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

    var checks: [Check] {
        var judges = PanelJudges(plan)
        for entry in all { judges.take(entry.look, stage: entry.stage) }
        return judges.checks(look) + [power].compactMap(\.self)
    }

    private var plan: DeploymentPlan { judge.plan }

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
