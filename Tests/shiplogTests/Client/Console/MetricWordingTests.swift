import LedgerCore
import Testing

@testable import shiplog

struct MetricWordingTests {
    @Test(
        arguments: [
            (MetricCondition("quality", .min(0.8)), 0.4, "min quality 0.4 < 0.8"),
            (MetricCondition("quality", .min(0.8)), 0.8, "min quality 0.8 >= 0.8"),
            (MetricCondition("tokens", .max(900)), 950, "max tokens 950 > 900"),
            (MetricCondition("tokens", .max(900)), 900, "max tokens 900 <= 900"),
            (
                MetricCondition("cost", .max(1), isAdvisory: true), 2,
                "max cost 2 > 1 (advisory: beyond the limit)"
            ),
        ] as [(MetricCondition, Double, String)])
    func `a named metric is shown beside its limit`(
        condition: MetricCondition, value: Double, words: String
    ) throws {
        let measurement = Measurement(
            answer: .value(.init(requests: 5000, errors: 0, metrics: [condition.name: value])),
            provider: "test", query: "")
        let verdict = GuardedRatioJudge.judge(
            canary: measurement, baseline: nil, criteria: Criteria(metrics: [condition]),
            settings: AnalysisSettings())

        #expect(verdict.checks.map { Wording.check($0.json) } == [words])
    }

    @Test func `pushed samples are told by version`() {
        let time = Timestamp(microseconds: 1_795_521_600_000_000)
        let samples = [("v2", 10), ("v1", 5), ("v2", 20)].map { version, requests in
            PushedSample(
                version: version, endedAt: time, seconds: requests,
                values: .init(requests: requests, errors: 1))
        }

        #expect(
            PushEvent.pushed(.init(samples: samples, sent: 12)).sentence
                == "12 samples pushed: v2 30 requests, 2 errors; v1 5 requests, 1 errors")
    }
}
