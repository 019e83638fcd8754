import LedgerCore
import Testing

struct SequentialJudgeTests {
    private func look(_ c: Int, _ n: Int, _ b: Int, _ m: Int) -> RateLook {
        RateLook(
            canary: ErrorCount(errors: c, requests: n), baseline: ErrorCount(errors: b, requests: m)
        )
    }

    private func failed(_ traffic: RolloutTraffic, seeds: ClosedRange<Int>) -> Int {
        seeds.count { SequentialJudge.judge(traffic.looks(seed: $0))?.verdict == .fail }
    }

    @Test func `of 300 equal versions one at most is failed`() {
        // Measured: none, and 2 of 2000. Proved: 3 at most on average.
        #expect(failed(RolloutTraffic(), seeds: 1...300) <= 1)
    }

    @Test func `of 300 equal versions with bursts on one side 3 at most are failed`() {
        // Measured: 2, and 13 of 2000. Rules that spend alpha over the looks fail most of them.
        let traffic = RolloutTraffic(baseRate: 0.01, burst: 2.5)
        #expect(failed(traffic, seeds: 1...300) <= 3)
    }

    @Test func `a version with three times the errors is failed`() {
        // Measured: all of them.
        #expect(failed(RolloutTraffic(ratio: 3), seeds: 1...100) == 100)
    }

    @Test func `no version is failed before its fourth usable look`() {
        var random = SeededRandom(3)
        for seed in 1...100 {
            var judge = SequentialJudge()
            let traffic = RolloutTraffic(
                requestsPerSecond: 1000, ratio: Double.random(in: 1...200, using: &random),
                stages: [(percent: 25, looks: 4)])
            for (index, look) in traffic.looks(seed: seed).enumerated() {
                let isFailed = judge.judge(look).verdict == .fail
                #expect(!isFailed || index == 3, "seed \(seed)")
            }
        }
        // Nothing is worse than this, and four looks of it are enough.
        let worst = Array(repeating: look(1000, 1000, 0, 1_000_000), count: 4)
        #expect(SequentialJudge.judge(worst[1...])?.verdict == .ok)
        #expect(SequentialJudge.judge(worst)?.verdict == .fail)
    }

    @Test func `judging again gives the same bits, look by look and all at once`() {
        for seed in 1...20 {
            let looks = RolloutTraffic(ratio: 1.5).looks(seed: seed)
            var (first, second) = (SequentialJudge(), SequentialJudge())
            for (index, look) in looks.enumerated() {
                let (one, other) = (first.judge(look), second.judge(look))
                let whole = index == 30 ? SequentialJudge.judge(looks[...30]) : one
                #expect(one == other && one == whole, "seed \(seed)")
                #expect(
                    one.numbers?.evidence.logE.bitPattern
                        == other.numbers?.evidence.logE.bitPattern)
            }
        }
    }

    @Test func `every machine and every release works out the same bits`() {
        let looks = (1...20).map { look(1 + $0 * $0 % 9, 1500 + $0, 57 - $0, 28_500 - 7 * $0) }
        let evidence = SequentialJudge.judge(looks)?.numbers?.evidence
        #expect(evidence?.logE == 0.23273781637035507)
        #expect(evidence?.p == 0.7550685737844393)
        #expect(evidence?.phi == 1.9609463612130542)
    }

    @Test func `what no source can mean ends the judging, and never as a pass`() {
        let strange = [
            look(-1, 100, 0, 100), look(0, -1, 0, 100), look(101, 100, 0, 100),
            look(0, 100, 101, 100), look(0, 100, 0, .max),
        ]
        for look in strange {
            var judge = SequentialJudge()
            #expect(judge.judge(look).verdict == .invalid)
            #expect(judge.judge(self.look(0, 1000, 0, 1000)).verdict == .invalid)
        }
    }

    @Test func `a look without requests on a side is no evidence`() {
        let good = look(1, 500, 1, 500)
        for empty in [look(0, 0, 5, 500), look(5, 500, 0, 0)] {
            let found = SequentialJudge.judge([good, empty])
            #expect(found?.verdict == .noData)
            #expect(found?.numbers == nil)
            #expect(
                SequentialJudge.judge([good, empty, good]) == SequentialJudge.judge([good, good]))
        }
    }

    @Test func `counts that no whole number can sum up are judged all the same`() {
        let greatest = look(0, 1 << 53 - 1, 0, 1 << 53 - 1)
        let finding = SequentialJudge.judge(Array(repeating: greatest, count: 1100))
        #expect(finding?.verdict == .ok)
        #expect(finding?.numbers?.all.canary.requests == .max)
    }

    @Test func `a failed version stays failed`() {
        let failing = Array(repeating: look(50, 1000, 10, 10_000), count: 6)
        let good = Array(repeating: look(0, 10_000, 100, 10_000), count: 50)
        #expect(SequentialJudge.judge(failing + good) == SequentialJudge.judge(failing))
        #expect(SequentialJudge.judge(failing)?.verdict == .fail)
    }

    @Test func `errors that rise on both sides alike are no harm of the canary`() {
        // The share goes from 5 to 50 % just as all requests begin to fail ten times as often.
        let looks =
            Array(repeating: look(3, 1500, 57, 28_500), count: 10)
            + Array(repeating: look(300, 15_000, 300, 15_000), count: 30)
        let numbers = SequentialJudge.judge(looks)?.numbers
        #expect(numbers?.all.ratio == 1)
        #expect((numbers?.evidence.logE ?? 0) < 0)
    }

    @Test func `a regression that begins late is found in the last looks`() throws {
        let good = Array(repeating: look(30, 15_000, 30, 15_000), count: 50)
        let bad = Array(repeating: look(60, 15_000, 30, 15_000), count: 10)
        let finding = try #require(SequentialJudge.judge(good + bad))
        #expect(finding.verdict == .fail)
        #expect(finding.numbers?.segment == .recent)
    }

    @Test func `evidence is recorded to 9 decimals`() throws {
        let numbers = try #require(SequentialJudge.judge([look(6, 1500, 57, 28_500)])?.numbers)
        // ln E is -0.310777580609158 by the vectors.
        #expect(numbers.evidence.recordedLogE == -0.310777581)
    }
}
