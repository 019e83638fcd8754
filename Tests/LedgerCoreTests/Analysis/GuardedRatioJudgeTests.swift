import LedgerCore
import Testing

struct GuardedRatioJudgeTests {
    private func measured(
        _ requests: Int, _ errors: Int, p99: Double? = nil
    ) -> Measurement {
        measured(
            .value(.init(requests: requests, errors: errors, latencyMillisecondsP99: p99)))
    }

    private func measured(_ answer: Measurement.Answer) -> Measurement {
        Measurement(answer: answer, provider: "test", query: "")
    }

    private func verdict(
        _ canary: Measurement, against baseline: Measurement? = nil,
        maxErrorRate: Double? = nil, maxLatency: Double? = nil,
        settings: AnalysisSettings = AnalysisSettings()
    ) -> Verdict {
        GuardedRatioJudge.judge(
            canary: canary, baseline: baseline,
            criteria: Criteria(maxErrorRate: maxErrorRate, maxLatencyMillisecondsP99: maxLatency),
            settings: settings)
    }

    @Test func `a version as good as the stable one is good`() {
        let verdict = verdict(
            measured(1000, 2, p99: 400), against: measured(20_000, 40, p99: 400),
            maxErrorRate: 0.01, maxLatency: 1000)

        #expect(verdict.kind == .ok)
        #expect(
            verdict.checks.map(\.name) == [
                "max_error_rate", "max_latency_p99", "error_rate_against_baseline",
                "latency_p99_against_baseline",
            ])
        #expect(
            verdict.checks.allSatisfy { $0.result == .ok && $0.value != nil && $0.limit != nil })
    }

    @Test(
        arguments: [
            (.noData("empty"), .noData), (.error("no answer"), .error),
            (.value(.init(requests: 0, errors: 0)), .insufficient),
            (.value(.init(requests: 99, errors: 0)), .insufficient),
            (.value(.init(requests: 99, errors: 99)), .insufficient),
            (.value(.init(requests: -1, errors: 0)), .insufficient),
            (.value(.init(requests: 200, errors: 201)), .error),
            (.value(.init(requests: 200, errors: -1)), .error),
        ] as [(Measurement.Answer, Verdict.Kind)])
    func `what cannot be judged is never good, on either side`(
        _ side: (answer: Measurement.Answer, kind: Verdict.Kind)
    ) {
        let good = measured(1000, 0)
        #expect(verdict(measured(side.answer), against: good).kind == side.kind)
        #expect(verdict(good, against: measured(side.answer)).kind == side.kind)
    }

    @Test func `a latency that was asked for and is missing or not a number is no data`() {
        for p99 in [nil, .nan, .infinity, -.infinity] as [Double?] {
            #expect(verdict(measured(1000, 0, p99: p99), maxLatency: 1000).kind == .noData)
        }
        #expect(verdict(measured(1000, 0), maxErrorRate: 0.01).kind == .ok)
    }

    @Test func `a baseline without a sensible latency is no measure of latency`() {
        let canary = measured(1000, 0, p99: 5000)
        #expect(verdict(canary, against: measured(1000, 0)).kind == .ok)
        #expect(verdict(canary, against: measured(1000, 0, p99: .nan)).kind == .ok)
        let nan = measured(1000, 0, p99: .nan)
        #expect(verdict(nan, against: measured(1000, 0, p99: 400)).kind == .noData)
    }

    @Test func `one error against none is no trend, and five errors are`() {
        let quiet = measured(20_000, 0)
        #expect(verdict(measured(1000, 1), against: quiet).kind == .ok)
        #expect(verdict(measured(1000, 4), against: quiet).kind == .ok)
        #expect(verdict(measured(1000, 5), against: quiet).kind == .fail)
    }

    @Test func `a difference below a tenth of a percentage point is not worth an abort`() {
        let quiet = measured(2_000_000, 0)
        #expect(verdict(measured(100_000, 100), against: quiet).kind == .ok)
        #expect(verdict(measured(100_000, 101), against: quiet).kind == .fail)
    }

    @Test func `a tenth more than a bad baseline is allowed, and not more`() {
        let baseline = measured(1_000_000, 100_000)
        #expect(verdict(measured(1_000_000, 110_000), against: baseline).kind == .ok)
        #expect(verdict(measured(1_000_000, 110_001), against: baseline).kind == .fail)
    }

    @Test func `a difference that chance explains is none`() {
        // 0.2 % and 0.4 %: three standard errors are 0.3 points with 2,000 requests.
        #expect(verdict(measured(2000, 8), against: measured(40_000, 80)).kind == .ok)
        #expect(verdict(measured(20_000, 80), against: measured(400_000, 800)).kind == .fail)
    }

    @Test func `a latency fails beyond a tenth, but only by more than 25 ms`() {
        let slow = measured(1000, 0, p99: 1000)
        #expect(verdict(measured(1000, 0, p99: 1100), against: slow).kind == .ok)
        #expect(verdict(measured(1000, 0, p99: 1101), against: slow).kind == .fail)
        let fast = measured(1000, 0, p99: 10)
        #expect(verdict(measured(1000, 0, p99: 35), against: fast).kind == .ok)
        #expect(verdict(measured(1000, 0, p99: 36), against: fast).kind == .fail)
    }

    @Test func `a limit is met at the limit and failed beyond it`() {
        #expect(verdict(measured(1000, 10), maxErrorRate: 0.01).kind == .ok)
        #expect(verdict(measured(1000, 11), maxErrorRate: 0.01).kind == .fail)
        #expect(verdict(measured(1000, 0, p99: 1000), maxLatency: 1000).kind == .ok)
        #expect(verdict(measured(1000, 0, p99: 1000.5), maxLatency: 1000).kind == .fail)
        #expect(verdict(measured(1000, 5), maxErrorRate: 0).kind == .fail)
    }

    @Test func `without conditions and without a baseline enough requests are good`() {
        #expect(verdict(measured(100, 100)) == Verdict(.ok, checks: []))
    }

    @Test func `a failure outweighs an error, which outweighs no data, which outweighs too little`()
    {
        let failing = measured(1000, 500)
        let noLatency = measured(1000, 0)
        let limits = (rate: 0.01, latency: 1000.0)
        #expect(
            verdict(
                failing, against: measured(.error("x")), maxErrorRate: limits.rate,
                maxLatency: limits.latency
            ).kind == .fail)
        #expect(
            verdict(noLatency, against: measured(.error("x")), maxLatency: limits.latency).kind
                == .error)
        #expect(
            verdict(noLatency, against: measured(5, 0), maxLatency: limits.latency).kind == .noData)
        #expect(verdict(measured(1000, 0), against: measured(5, 0)).kind == .insufficient)
    }

    @Test func `the settings decide what is enough and what is allowed`() {
        let settings = AnalysisSettings(minRequests: 10, minErrors: 1, allowedIncrease: 1)
        let baseline = measured(100_000, 1000)
        #expect(verdict(measured(10, 0), against: baseline, settings: settings).kind == .ok)
        #expect(verdict(measured(10, 3), against: baseline, settings: settings).kind == .fail)
    }
}
