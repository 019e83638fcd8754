import LedgerCore
import Testing

/// Past deployments judged again: 5 % for ten looks and 50 % for ten more, one each 30 s.
struct ReplayTests {
    static let stages = [
        Stage(percent: 5, durationSeconds: 300, criteria: Criteria(maxErrorRate: 0.05)),
        Stage(percent: 50, durationSeconds: 300, criteria: Criteria(maxErrorRate: 0.05)),
        Stage(percent: 100, durationSeconds: 0),
    ]

    /// Records a rollout as the worker would, judged by the plan look by look.
    static func past(
        _ judge: JudgeChoice, errors: (Int) -> Int, canary: Int = 400, baseline: Int = 7600
    ) -> PastDeployment {
        let plan = DeploymentPlan(stages: stages, analysis: AnalysisSettings(judge: judge))
        var recorder = Recorder(plan)
        for number in 0..<20 {
            let stage = number < 10 ? 0 : 1
            // The windows of the guarded ratio reach back to the beginning of the stage.
            let first = judge == .sequential ? number : stage * 10
            let sum = (first...number).reduce(0) { $0 + errors($1) }
            let count = number - first + 1
            let verdict = recorder.look(
                stage: stage, seconds: 30 * count,
                canary: .init(
                    requests: canary * count, errors: sum, latencyMillisecondsP99: 300),
                baseline: .init(
                    requests: baseline * count, errors: 19 * count, latencyMillisecondsP99: 300))
            if verdict == .fail, judge == .sequential { break }
        }
        return recorder.past
    }

    /// Keeps the looks for the judge and the record for the replay, as two folds of one stream.
    private struct Recorder {
        var past: PastDeployment
        private var looks = Looks()
        private var version: Int64 = 0
        private var now = Example.noon

        init(_ plan: DeploymentPlan) {
            past = PastDeployment(id: Example.deployment, version: "v2", plan: plan)
        }

        mutating func look(
            stage: Int, seconds: Int, canary: Measurement.Values, baseline: Measurement.Values
        ) -> Verdict.Kind {
            now = now.adding(seconds: 30)
            let sides = [(SampleEvent.Role.canary, canary), (.baseline, baseline)].map {
                ($0, Measurement(answer: .value($1), provider: "test", query: ""))
            }
            let verdict = StageJudge(plan: past.plan, stage: stage, after: looks.looks).judge(
                canary: sides[0].1, baseline: sides[1].1, windowSeconds: seconds)
            for (role, measurement) in sides {
                take(
                    .recorded(
                        .init(
                            deployment: past.id, stage: stage, role: role, version: "v",
                            windowSeconds: seconds, measurement: measurement)))
            }
            take(
                .judged(
                    .init(
                        deployment: past.id, stage: stage, judge: past.plan.analysis.judge.name,
                        verdict: verdict, samples: [version - 1, version])))
            return verdict.kind
        }

        private mutating func take(_ event: SampleEvent) {
            version += 1
            past.add(event, version: version, at: now)
            Looks.evolve(
                &looks, with: event,
                EventContext(
                    position: version, version: version, at: now, command: Example.id(0)))
        }
    }

    private func outcome(
        _ past: PastDeployment, judge: ReplaySettings.Judge? = nil, _ values: JSONObject = [:]
    ) -> ReplayOutcome {
        let (plan, problems) = ReplaySettings(judge: judge, values: values.members)
            .applied(to: past.plan)
        #expect(problems.isEmpty, "\(problems)")
        return Replay.outcome(of: past, under: plan)
    }

    @Test(arguments: [JudgeChoice.sequential, .guardedRatio])
    func `under its own settings a deployment ends as it did, at the same look`(
        judge: JudgeChoice
    ) {
        var random = SeededRandom(7)
        var kinds: Set<ReplayOutcome.Kind> = []
        for _ in 1...30 {
            let most = Int.random(in: 0...20, using: &random)
            let errors = (0..<20).map { _ in Int.random(in: 0...most, using: &random) }
            let past = Self.past(judge) { errors[$0] }
            let (recorded, again) = (Replay.recorded(past), outcome(past))
            #expect(!recorded.differs(from: again), "\(recorded) \(again)")
            #expect(recorded.at == again.at)
            // But for what could be noticed, which decides nothing, the checks are the same too.
            #expect(recorded.checks == again.checks)
            kinds.insert(recorded.kind)
        }
        #expect(kinds.isSuperset(of: [.passed, .failed]), "\(kinds)")
    }

    @Test func `a stricter limit would have ended it, and the replay says when and why`() {
        let past = Self.past(.sequential, errors: { _ in 1 }, baseline: 7600)
        #expect(outcome(past).kind == .passed)
        let strict = outcome(past, ["max_error_rate": .number(0.0002)])
        #expect(strict.kind == .failed)
        #expect(strict.look == 6)
        #expect(strict.stage == 0)
        #expect(strict.at == Example.noon.adding(seconds: 180))
        #expect(strict.checks.map(\.name) == ["max_error_rate"])
        #expect(outcome(past, ["max_error_rate": .null]).kind == .passed)
    }

    @Test func `more requests than there were would have held the first stage`() {
        let held = outcome(
            Self.past(.sequential, errors: { _ in 0 }), ["min_requests": .integer(100_000)])
        #expect(held.kind == .held)
        #expect(held.look == 10)
        #expect(held.stage == 0)
    }

    @Test func `windows that reach back are told apart for a judge that adds looks up`() {
        let recorded = Self.past(.guardedRatio, errors: { $0 < 10 ? 12 : 120 })
        let added = Self.past(.sequential, errors: { $0 < 10 ? 12 : 120 })
        let own = outcome(added)
        #expect(own.kind == .failed)
        #expect(outcome(recorded, judge: .sequential) == own)
        // And the other way: its windows are summed up again.
        let whole = Self.past(.sequential, errors: { _ in 1 })
        let ratio = Self.past(.guardedRatio, errors: { _ in 1 })
        #expect(outcome(whole, judge: .guardedRatio) == outcome(ratio))
    }

    @Test func `by rank the errors are no reason, and the latencies are`() {
        let past = Self.past(.sequential, errors: { _ in 40 })
        #expect(outcome(past).kind == .failed)
        #expect(outcome(past, judge: .rank).kind == .passed)
    }

    @Test func `a setting that is not known or out of range is told`() {
        let past = Self.past(.sequential, errors: { _ in 0 })
        let (_, problems) = ReplaySettings(
            judge: nil,
            values: [
                .init(name: "max_eror_rate", value: 0), .init(name: "max_error_rate", value: 2),
            ]
        ).applied(to: past.plan)
        #expect(
            problems.map(\.pointer) == [
                "/stages/0/criteria/max_error_rate", "/stages/1/criteria/max_error_rate",
                "/stages/2/criteria/max_error_rate", "/analysis/max_eror_rate",
            ])
    }

    @Test func `without looks there is nothing to say`() {
        let past = PastDeployment(id: Example.deployment, version: "v2", plan: DeploymentPlan())
        #expect(Replay.recorded(past).kind == .unseen)
        #expect(outcome(past).kind == .unseen)
    }
}
