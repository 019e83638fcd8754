import LedgerCore
import Testing

/// A deployment's looks under the judges that add up evidence.
struct StageJudgeTests {
    /// 5 % for ten looks, 50 % for another ten, then all; a look each 30 s.
    private static let plan = DeploymentPlan(
        stages: [
            Stage(percent: 5, durationSeconds: 300, criteria: limits),
            Stage(percent: 50, durationSeconds: 300, criteria: limits),
            Stage(percent: 100, durationSeconds: 0),
        ], analysis: AnalysisSettings(judge: .sequential))

    private static let limits = Criteria(maxErrorRate: 0.05, maxLatencyMillisecondsP99: 1000)

    /// The looks of one rollout, one after the other.
    private struct Rollout {
        var looks = Looks()
        var stage = 0
        private var version: Int64 = 0

        mutating func look(
            _ canary: Measurement.Answer, _ baseline: Measurement.Answer?
        ) -> Verdict {
            let measured =
                [(SampleEvent.Role.canary, canary)]
                + (baseline.map { [(.baseline, $0)] } ?? [])
            let verdict = StageJudge(plan: plan, stage: stage, after: looks.looks).judge(
                canary: measurement(canary), baseline: baseline.map(measurement),
                windowSeconds: 30)
            for (role, answer) in measured { record(role, answer) }
            let samples = (0..<Int64(measured.count)).map { version - $0 }.reversed()
            evolve(
                .judged(
                    .init(
                        deployment: Example.deployment, stage: stage, judge: "sequential/1",
                        verdict: verdict, samples: Array(samples))))
            return verdict
        }

        /// A good look, without asking anybody.
        mutating func record(_ answer: Measurement.Answer) {
            record(.canary, answer)
            evolve(
                .judged(
                    .init(
                        deployment: Example.deployment, stage: stage, judge: "sequential/1",
                        verdict: Verdict(.ok, checks: []), samples: [version])))
        }

        private func measurement(_ answer: Measurement.Answer) -> Measurement {
            Measurement(answer: answer, provider: "test", query: "")
        }

        private mutating func record(_ role: SampleEvent.Role, _ answer: Measurement.Answer) {
            evolve(
                .recorded(
                    .init(
                        deployment: Example.deployment, stage: stage, role: role, version: "v2",
                        windowSeconds: 30, measurement: measurement(answer))))
        }

        private mutating func evolve(_ event: SampleEvent) {
            version += 1
            let context = EventContext(
                position: version, version: version,
                at: Example.noon.adding(seconds: Int(version) * 30), command: Example.id(0))
            Looks.evolve(&looks, with: event, context)
        }
    }

    private static func answer(
        _ errors: Int, of requests: Int, p99: Double? = 300
    ) -> Measurement.Answer {
        .value(.init(requests: requests, errors: errors, latencyMillisecondsP99: p99))
    }

    private static func check(_ name: String, in verdict: Verdict) throws -> Check {
        try #require(verdict.checks.first { $0.name == name }, "\(verdict.checks.map(\.name))")
    }

    @Test func `an equal version is well at every look, and each check names its judge`() throws {
        var rollout = Rollout()
        for number in 1...20 {
            if number == 11 { rollout.stage = 1 }
            let verdict = rollout.look(Self.answer(1, of: 400), Self.answer(19, of: 7600))
            #expect(verdict.kind == .ok, "look \(number): \(verdict.checks)")
            #expect(
                verdict.checks.map(\.judge) == [
                    "limit/1", nil, "sequential/1", "rank/1", "power/1",
                ])
        }
    }

    @Test func `a version with more errors fails, not before the fourth look`() throws {
        var rollout = Rollout()
        var kinds: [Verdict.Kind] = []
        while kinds.last != .fail, kinds.count < 10 {
            kinds.append(rollout.look(Self.answer(12, of: 400), Self.answer(19, of: 7600)).kind)
        }
        #expect(kinds == [.ok, .ok, .ok, .fail])
        let check = try Self.check("error_rate_against_baseline", in: verdictOfLast(rollout))
        #expect(check.result == .fail)
        #expect(check.value == 0.03)
        #expect(check.numbers?["canary_errors"] == 48)
        #expect(check.numbers?["baseline_requests"] == 30_400)
    }

    /// Judges the last look once more: the recorded looks give the recorded verdict.
    private func verdictOfLast(_ rollout: Rollout) throws -> Verdict {
        let last = try #require(rollout.looks.looks.last)
        let measured = try #require(last.measured)
        let again = StageJudge(
            plan: Self.plan, stage: 0, after: Array(rollout.looks.looks.dropLast())
        ).judge(
            canary: Measurement(answer: .value(measured.subject), provider: "", query: ""),
            baseline: measured.baseline.map {
                Measurement(answer: .value($0), provider: "", query: "")
            }, windowSeconds: 30)
        #expect(again.kind == last.kind)
        return again
    }

    @Test func `a gross breach fails at the first look`() throws {
        var rollout = Rollout()
        let verdict = rollout.look(Self.answer(300, of: 400), Self.answer(19, of: 7600))
        #expect(verdict.kind == .fail)
        #expect(try Self.check("max_error_rate", in: verdict).judge == "gross/1")
    }

    @Test func `when both fail grossly it holds`() throws {
        var rollout = Rollout()
        let verdict = rollout.look(Self.answer(300, of: 400), Self.answer(5700, of: 7600))
        #expect(verdict.kind == .insufficient)
        let check = try Self.check("max_error_rate", in: verdict)
        #expect(check.result == .insufficient)
        #expect(check.detail?.contains("both versions") == true)
    }

    @Test func `a latency above the limit fails at the third look in a row`() {
        var rollout = Rollout()
        let kinds = [1200.0, 900, 1200, 1200, 1200].map { p99 in
            rollout.look(
                Self.answer(0, of: 400, p99: p99), Self.answer(0, of: 7600, p99: 1100)
            ).kind
        }
        #expect(kinds == [.insufficient, .ok, .insufficient, .insufficient, .fail])
    }

    @Test func `latencies above the baseline's fail by their ranks at the ninth look`() throws {
        var rollout = Rollout()
        var kinds: [Verdict.Kind] = []
        for number in 0..<9 {
            let noise = Double(number)
            kinds.append(
                rollout.look(
                    Self.answer(0, of: 400, p99: 500 + noise),
                    Self.answer(0, of: 7600, p99: 300 + noise)
                ).kind)
        }
        // Six points a side are not enough for a third of the budget in two stages.
        #expect(kinds.dropLast().allSatisfy { $0 == .ok })
        #expect(kinds.last == .fail)
    }

    @Test func `too few requests, none, and no answer are never good`() {
        var rollout = Rollout()
        #expect(
            rollout.look(Self.answer(0, of: 20), Self.answer(0, of: 380)).kind == .insufficient)
        #expect(rollout.look(.noData("empty"), Self.answer(0, of: 380)).kind == .noData)
        #expect(rollout.look(.error("away"), Self.answer(0, of: 380)).kind == .error)
        #expect(rollout.look(Self.answer(5, of: 4), Self.answer(0, of: 380)).kind == .error)
        #expect(rollout.look(Self.answer(0, of: 400), .noData("empty")).kind == .noData)
        // What was no evidence is not counted.
        #expect(rollout.looks.looks.count { $0.measured != nil } == 2)
        #expect(rollout.looks.looks.map(\.isComplete) == [true, false, false, false, false])
    }

    @Test func `traffic that is measured again with the next window counts once`() throws {
        var rollout = Rollout()
        for requests in [20, 40, 60, 80] {
            let verdict = rollout.look(Self.answer(1, of: requests), .noData("empty"))
            let check = try Self.check("canary_requests", in: verdict)
            #expect(check.value == Double(requests))
        }
        let verdict = rollout.look(Self.answer(1, of: 100), Self.answer(0, of: 1900))
        #expect(verdict.kind == .ok)
        let errors = try Self.check("max_error_rate", in: verdict).numbers?["canary_errors"]
        #expect(errors == 1)
    }

    @Test func `more looks than are kept are refused beforehand, and never judged`() throws {
        let stages =
            #"[{"percent": 5, "duration_seconds": 604800}, {"percent": 100, "duration_seconds": 0}]"#
        let text = #"{"stages": \#(stages), "analysis": {"judge": "sequential"}}"#
        guard case .object(let object) = try JSONParser.parse(Array(text.utf8)) else { return }
        let reader = FieldReader(object)
        _ = DeploymentPlan(reader)
        #expect(reader.problems.map(\.pointer) == ["/stages"])

        var rollout = Rollout()
        while rollout.looks.looks.count < Looks.limit - 1 {
            rollout.record(Self.answer(0, of: 400))
        }
        #expect(rollout.look(Self.answer(0, of: 400), Self.answer(0, of: 7600)).kind == .ok)
        #expect(rollout.look(Self.answer(0, of: 400), Self.answer(0, of: 7600)).kind == .error)
    }

    @Test(arguments: [
        #"{"analysis": {"interval_seconds": 0, "judge": "sequential"}}"#,
        #"{"analysis": {"interval_seconds": -9007199254740991, "judge": "sequential"}}"#,
        #"{"stages": [{"percent": 100, "duration_seconds": 9007199254740991}]}"#,
        #"{"stages": [{"percent": 100, "duration_seconds": -5}], "analysis": {"judge": "sequential"}}"#,
    ])
    func `numbers that cannot be are refused, whatever is worked out of them`(text: String) throws {
        guard case .object(let object) = try JSONParser.parse(Array(text.utf8)) else { return }
        let reader = FieldReader(object)
        _ = DeploymentPlan(reader, judgeWhenAbsent: .standard)
        #expect(!reader.problems.isEmpty)
    }

    @Test func `the last stage has nothing to be compared with`() throws {
        var rollout = Rollout()
        rollout.stage = 2
        let verdict = rollout.look(Self.answer(9, of: 400), nil)
        #expect(verdict.kind == .ok)
        #expect(verdict.checks.map(\.name) == ["canary_requests"])
    }

    @Test func `every verdict says what this traffic can notice`() throws {
        var rollout = Rollout()
        let plenty = rollout.look(Self.answer(10, of: 5000), Self.answer(190, of: 95_000))
        let check = try Self.check("detectable_error_rate", in: plenty)
        #expect(check.result == .ok)
        let rate = try #require(check.value)
        #expect((0.002...0.004).contains(rate))
        var quiet = Rollout()
        let little = quiet.look(Self.answer(0, of: 1), Self.answer(0, of: 1))
        #expect(
            try Self.check("detectable_error_rate", in: little).detail
                == "underpowered: min_requests")
    }
}
