/// Judges a past deployment's recorded looks again, under its own settings or others.
///
/// Pure: the same record and settings give the same outcome for ever. People's promotions, pauses
/// and approvals are no part of it; only evidence is.
package enum Replay {
    /// What the recorded verdicts led to under the recorded plan.
    package static func recorded(_ past: PastDeployment) -> ReplayOutcome {
        outcome(
            past.looks.enumerated().map { Judged(number: $0 + 1, look: $1, verdict: $1.verdict) },
            under: past.plan.analysis)
    }

    /// What the looks lead to under another plan with the same stages.
    package static func outcome(
        of past: PastDeployment, under plan: DeploymentPlan
    ) -> ReplayOutcome {
        var judge = ReplayJudge(plan)
        let looks = ReplayWindows(from: past.plan.analysis.judge, to: plan.analysis.judge)
            .looks(past.looks)
        return outcome(
            looks.lazy.map { number, look in
                Judged(number: number, look: look, verdict: judge.judge(look))
            }, under: plan.analysis)
    }

    private struct Judged {
        let number: Int
        let look: PastDeployment.Look
        let verdict: Verdict
    }

    private static func outcome(
        _ looks: some Sequence<Judged>, under settings: AnalysisSettings
    ) -> ReplayOutcome {
        var kinds: [Verdict.Kind] = []
        var tally = LookTally()
        var last: Judged?
        for judged in looks {
            if let before = last, before.look.stage != judged.look.stage {
                if let held = held(before, kinds, settings) { return held }
                (kinds, tally) = ([], LookTally())
            }
            kinds.append(judged.verdict.kind)
            tally.add(judged.verdict.kind == .fail ? .failure : .success)
            last = judged
            if settings.failureLimits.state(after: tally, isOver: false) == .failed {
                return ended(.failed, judged)
            }
            if settings.undecided.policy(after: kinds) == .abort {
                return ended(.abandoned, judged)
            }
        }
        guard let last else { return .unseen }
        return held(last, kinds, settings) ?? ended(.passed, last)
    }

    /// `nil` when the stage's last look lets it pass.
    private static func held(
        _ judged: Judged, _ kinds: [Verdict.Kind], _ settings: AnalysisSettings
    ) -> ReplayOutcome? {
        let isGood =
            judged.verdict.kind == .ok || settings.undecided.policy(after: kinds) == .continue
        return isGood ? nil : ended(.held, judged)
    }

    private static func ended(_ kind: ReplayOutcome.Kind, _ judged: Judged) -> ReplayOutcome {
        ReplayOutcome(
            kind: kind, look: judged.number, stage: judged.look.stage, at: judged.look.at,
            checks: judged.verdict.checks.filter { $0.counted != .ok })
    }
}
