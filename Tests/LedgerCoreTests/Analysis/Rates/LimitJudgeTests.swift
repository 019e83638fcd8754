import LedgerCore
import Testing

struct LimitJudgeTests {
    private func look(
        _ errors: Int, of requests: Int, baseline: (errors: Int, requests: Int) = (0, 10_000),
        limit: Double = 0.01
    ) -> LimitLook {
        LimitLook(
            canary: ErrorCount(errors: errors, requests: requests),
            baseline: ErrorCount(errors: baseline.errors, requests: baseline.requests), limit: limit
        )
    }

    private func failed(_ traffic: RolloutTraffic, seeds: ClosedRange<Int>) -> Int {
        seeds.count { seed in
            let looks = traffic.looks(seed: seed).map {
                LimitLook(canary: $0.canary, baseline: $0.baseline, limit: 0.01)
            }
            return LimitJudge.judge(looks)?.verdict.isFinal == true
        }
    }

    @Test func `of 200 versions just at the limit 2 at most are failed`() {
        // Measured: none in either.
        #expect(failed(RolloutTraffic(baseRate: 0.01), seeds: 1...200) <= 2)
        #expect(failed(RolloutTraffic(baseRate: 0.008, burst: 2.5), seeds: 1...200) <= 2)
    }

    @Test func `a version at twice the limit is failed`() {
        #expect(failed(RolloutTraffic(baseRate: 0.02), seeds: 1...100) == 100)
    }

    @Test func `one gross look fails a version at once, and holds when both are so`() throws {
        let gross = try #require(LimitJudge.judge([look(150, of: 1000)]))
        #expect(gross.verdict == .failGross)
        #expect(gross.numbers?.canaryBreach.threshold == 0.1)
        #expect(gross.numbers?.baselineBreach.p == nil)

        let both = look(150, of: 1000, baseline: (5000, 10_000))
        #expect(LimitJudge.judge([both])?.verdict == .holdBoth)
        #expect(LimitJudge.judge([look(0, of: 1000, baseline: (5000, 10_000))])?.verdict == .ok)
    }

    @Test func `a hold is left with the first look that is not gross on both sides`() {
        let both = look(150, of: 1000, baseline: (5000, 10_000))
        #expect(LimitJudge.judge([both, look(0, of: 1000)])?.verdict == .ok)
        #expect(LimitJudge.judge([both, look(150, of: 1000)])?.verdict == .failGross)
        // Its evidence counts all the same.
        let evidence = LimitJudge.judge([both, look(0, of: 1000)])?.numbers?.evidence
        #expect(evidence?.looks == 2)
        #expect(isClose(evidence?.p, 0.4))
    }

    @Test func `few errors are never gross, however few the requests`() {
        #expect(LimitJudge.judge([look(4, of: 4, limit: 0.001)])?.verdict == .insufficient)
        #expect(LimitJudge.judge([look(5, of: 5, limit: 0.001)])?.verdict == .failGross)
    }

    @Test func `a limit needs no baseline, and a limit of nothing allows nothing`() {
        #expect(LimitJudge.judge([look(1, of: 1000, baseline: (0, 0))])?.verdict == .ok)
        #expect(LimitJudge.judge([look(5, of: 1000, limit: 0)])?.verdict == .failGross)
        #expect(LimitJudge.judge([look(0, of: 1000, limit: 0)])?.verdict == .ok)
        #expect(LimitJudge.judge([look(1000, of: 1000, limit: 1)])?.verdict == .ok)
    }

    @Test func `what no source can mean ends the judging, and no requests are no evidence`() {
        for limit in [-0.1, 1.1, .nan] {
            #expect(LimitJudge.judge([look(0, of: 100, limit: limit)])?.verdict == .invalid)
        }
        #expect(LimitJudge.judge([look(2, of: 1)])?.verdict == .invalid)
        #expect(LimitJudge.judge([look(0, of: 1, baseline: (2, 1))])?.verdict == .invalid)
        #expect(LimitJudge.judge([look(2, of: 1), look(0, of: 1000)])?.verdict == .invalid)
        #expect(LimitJudge.judge([look(0, of: 0)])?.verdict == .noData)
    }

    @Test func `judging again gives the same bits`() {
        let traffic = RolloutTraffic(baseRate: 0.012)
        for seed in 1...10 {
            let looks = traffic.looks(seed: seed).map {
                LimitLook(canary: $0.canary, baseline: $0.baseline, limit: 0.01)
            }
            let (one, other) = (LimitJudge.judge(looks), LimitJudge.judge(looks))
            #expect(one == other)
            #expect(
                one?.numbers?.evidence.logE.bitPattern == other?.numbers?.evidence.logE.bitPattern)
        }
    }
}
