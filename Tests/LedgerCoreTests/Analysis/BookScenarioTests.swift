import LedgerCore
import Testing

/// The book's scenario: a look each 30 s of 5, 25 and 50 %, 60 looks in all, 0.2 % of errors.
///
/// Under all that judges errors in a deployment with a limit: `sequential/1` against the baseline,
/// and `limit/1` with `gross/1` against 5 %. Every seed gives the same rollout for ever.
struct BookScenarioTests {
    @Test(arguments: [10.0, 100, 1000])
    func `of 2000 identical versions 20 at most are aborted`(requestsPerSecond: Double) {
        // Measured: 1, 1 and 0 at 10, 100 and 1000 requests/s.
        let traffic = RolloutTraffic(requestsPerSecond: requestsPerSecond)
        let aborted = (1...2000).count { Self.firstFailure(traffic, seed: $0) != nil }
        #expect(aborted <= 20, "\(aborted) at \(requestsPerSecond) requests/s")
    }

    @Test(arguments: [10.0, 100, 1000])
    func `of 2000 identical versions with bursts on one side 20 at most are aborted`(
        requestsPerSecond: Double
    ) {
        // Measured: 2, 5 and 6 at 10, 100 and 1000 requests/s.
        let traffic = RolloutTraffic(requestsPerSecond: requestsPerSecond, burst: 2.5)
        let aborted = (1...2000).count { Self.firstFailure(traffic, seed: $0) != nil }
        #expect(aborted <= 20, "\(aborted) at \(requestsPerSecond) requests/s")
    }

    @Test func `threefold errors at 100 requests/s are all caught, half of them by look 16`() {
        // Measured: all of 1000, the median at look 16, the last one at look 30.
        let found = (1...1000).map {
            Self.firstFailure(RolloutTraffic(ratio: 3), seed: $0) ?? .max
        }.sorted()
        #expect(found.last != .max, "\(found.count { $0 == .max }) were missed")
        #expect(found[500] <= 16, "the median is look \(found[500])")
    }

    /// Number of the look that fails the canary, 1 and up; `nil` when none does.
    private static func firstFailure(_ traffic: RolloutTraffic, seed: Int) -> Int? {
        let evidence = EvidenceSettings(tests: 2)
        var rates = SequentialJudge(SequentialSettings(evidence: evidence))
        var limit = LimitJudge(LimitSettings(evidence: evidence))
        for (index, look) in traffic.looks(seed: seed).enumerated() {
            let verdicts = [
                rates.judge(look).verdict,
                limit.judge(
                    LimitLook(canary: look.canary, baseline: look.baseline, limit: 0.05)
                ).verdict,
            ]
            if verdicts.contains(where: { $0 == .fail || $0 == .failGross }) { return index + 1 }
        }
        return nil
    }
}
