import LedgerCore
import Testing

struct NamedMetricTests {
    private static let conditions = [
        MetricCondition("tokens", .max(500)), MetricCondition("quality", .min(0.8)),
        MetricCondition("cost", .max(0.01), isAdvisory: true),
    ]

    private static let good = ["tokens": 500.0, "quality": 0.8, "cost": 0.5]

    @Test func `a metric may reach its limit, and an advisory one may pass it`() {
        for judge in JudgeChoice.allCases {
            let verdict = Self.verdicts(judge, [Self.good])[0]

            #expect(verdict.kind == .ok, "\(judge)")
            #expect(Self.check("max tokens", verdict)?.result == .ok)
            #expect(Self.check("min quality", verdict)?.limit == 0.8)
            let advisory = Self.check("max cost", verdict)
            #expect(advisory?.result == .ok)
            #expect(advisory?.value == 0.5)
            #expect(advisory?.detail == "advisory: beyond the limit")
        }
    }

    @Test(arguments: [("tokens", 501.0, "max tokens"), ("quality", 0.79, "min quality")])
    func `a metric beyond its limit fails a look, under sequential three in a row`(
        name: String, value: Double, condition: String
    ) {
        var bad = Self.good
        bad[name] = value

        let guarded = Self.verdicts(.guardedRatio, [bad])[0]
        #expect(guarded.kind == .fail)
        #expect(Self.check(condition, guarded)?.value == value)
        let sequential = Self.verdicts(.sequential, [bad, bad, Self.good, bad, bad, bad])
        #expect(
            sequential.map { Self.check(condition, $0)?.result }
                == [.insufficient, .insufficient, .ok, .insufficient, .insufficient, .fail])
        #expect(sequential.last?.kind == .fail)
        #expect(sequential.first.map { Self.check(condition, $0)?.detail } == "1 of 3 in a row")
    }

    @Test func `a metric that is asked for and not measured is no data, and never good`() {
        for judge in JudgeChoice.allCases {
            let verdict = Self.verdicts(judge, [["tokens": 1]])[0]

            #expect(verdict.kind == .noData)
            #expect(Self.check("min quality", verdict)?.result == .noData)
            // An advisory one is not waited for.
            #expect(Self.check("max cost", verdict)?.result == .ok)
        }
    }

    @Test func `a look without the metric ends a row of bad ones`() {
        let bad = ["tokens": 900.0, "quality": 1]
        let verdicts = Self.verdicts(.sequential, [bad, bad, ["quality": 1], bad])

        #expect(Self.check("max tokens", verdicts[3])?.result == .insufficient)
    }

    @Test func `conditions are read as they are written, and every problem is said`() {
        let criteria = Criteria(metrics: Self.conditions)
        #expect(Criteria(FieldReader(criteria.json)) == criteria)
        #expect(Criteria().json["metrics"] == nil)

        let fields = FieldReader([
            "metrics": .array([
                .object(["name": "a b", "max": 1]), .object(["name": "a"]),
                .object(["name": "a", "max": 1, "min": 0]), .object(["name": "a", "mix": 1]),
            ])
        ])
        _ = Criteria(fields)
        #expect(
            fields.problems.map(\.pointer) == [
                "/metrics/0/name", "/metrics/1", "/metrics/2", "/metrics/3", "/metrics/3/mix",
            ])
    }

    @Test func `a measurement with metrics reads back equal, in the order of the names`() {
        let values = Measurement.Values(requests: 5, errors: 0, metrics: ["b": 2, "a": 0.5])
        let measurement = Measurement(answer: .value(values), provider: "test", query: "")

        #expect(Measurement(FieldReader(measurement.json)) == measurement)
        #expect(measurement.json["metrics"] == .object(["a": .number(0.5), "b": .number(2)]))
        let names = (0...NamedMetrics.limit).map { ("m\($0)", 1.0) }
        let many = Dictionary(uniqueKeysWithValues: names)
        #expect(values.isStorable)
        #expect(!Measurement.Values(requests: 1, errors: 0, metrics: many).isStorable)
        #expect(!Measurement.Values(requests: 1, errors: 0, metrics: ["a b": 1]).isStorable)
    }

    @Test func `pushed metrics are the mean by requests`() {
        let samples = [(100, ["a": 1.0]), (300, ["a": 3.0, "b": 7.0])].map { requests, metrics in
            PushedSample(
                version: "v2", endedAt: Example.noon, seconds: 1,
                values: .init(requests: requests, errors: 0, metrics: metrics))
        }
        #expect(PushedSample.merged(samples).map(\.values.metrics) == [["a": 2.5, "b": 7]])
    }

    /// Of looks of one stage that differ in their metrics alone.
    private static func verdicts(
        _ judge: JudgeChoice, _ metrics: [[String: Double]]
    ) -> [Verdict] {
        let plan = DeploymentPlan(
            stages: [
                Stage(
                    percent: 100, durationSeconds: 300, criteria: Criteria(metrics: conditions))
            ], analysis: AnalysisSettings(judge: judge))
        var looks = Looks()
        var version: Int64 = 0
        func evolve(_ event: SampleEvent) {
            version += 1
            Looks.evolve(
                &looks, with: event,
                EventContext(
                    position: version, version: version,
                    at: Example.noon.adding(seconds: Int(version)), command: Example.id(0)))
        }
        return metrics.map { metrics in
            let measurement = Measurement(
                answer: .value(.init(requests: 5000, errors: 0, metrics: metrics)),
                provider: "test", query: "")
            let verdict = StageJudge(plan: plan, stage: 0, after: looks.looks).judge(
                canary: measurement, baseline: nil, windowSeconds: 30)
            evolve(
                .recorded(
                    .init(
                        deployment: Example.deployment, stage: 0, role: .canary, version: "v2",
                        windowSeconds: 30, measurement: measurement)))
            evolve(
                .judged(
                    .init(
                        deployment: Example.deployment, stage: 0, judge: judge.name,
                        verdict: verdict, samples: [version])))
            return verdict
        }
    }

    private static func check(_ name: String, _ verdict: Verdict) -> Check? {
        verdict.checks.first { $0.name == name }
    }
}
