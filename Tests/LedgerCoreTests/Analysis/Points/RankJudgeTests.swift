import LedgerCore
import Testing

import func Foundation.log
import func Foundation.pow

struct RankJudgeTests {
    /// Latencies around 200 ms, the same for the same seed; the canary's times the ratio.
    private func looks(
        seed: Int, ratio: Double = 1, deviation: Double = 0.05, count: Int = 24
    ) -> [PointLook] {
        var random = SeededRandom(seed)
        return (0..<count).map { _ in
            PointLook(
                canary: 200 * ratio * noise(deviation, &random),
                baseline: 200 * noise(deviation, &random))
        }
    }

    /// Log-logistic, so that some points are far out.
    private func noise(_ deviation: Double, _ random: inout SeededRandom) -> Double {
        let chance = Double.random(in: 0x1p-53..<1, using: &random)
        return pow(chance / (1 - chance), deviation * 0.5513)
    }

    @Test func `of 200 equal versions none is failed, and of slow ones nearly all are`() {
        // Measured: none, and all.
        #expect((1...200).count { RankJudge.judge(looks(seed: $0))?.verdict == .fail } == 0)
        #expect(
            (1...100).count { RankJudge.judge(looks(seed: $0, ratio: 1.5))?.verdict == .fail } > 98)
    }

    @Test func `the verdict does not depend on the unit`() {
        for seed in 1...25 {
            let looks = looks(seed: seed, ratio: 1.17)
            let verdict = RankJudge.judge(looks)?.verdict
            for power in [-9, -6, -3, -1, 1, 3, 6, 9] {
                let scale = pow(10, Double(power))
                let scaled = looks.map {
                    PointLook(
                        canary: $0.canary.map { $0 * scale },
                        baseline: $0.baseline.map { $0 * scale })
                }
                #expect(RankJudge.judge(scaled)?.verdict == verdict, "seed \(seed), \(power)")
            }
        }
    }

    @Test func `below six points a side nothing is decided`() {
        let clear = Array(repeating: PointLook(canary: 900, baseline: 100), count: 6)
        let lacking = Array(repeating: PointLook(canary: 900, baseline: nil), count: 50)
        for count in 1...5 {
            let few = clear.prefix(count) + lacking
            #expect(RankJudge.judge(few)?.verdict == .insufficient, "\(count)")
            #expect(RankJudge.judge(few)?.test == nil)
        }
        #expect(RankJudge.judge(clear)?.verdict == .fail)
        #expect(RankJudge.judge(clear.prefix(5) + lacking + clear.prefix(1))?.verdict == .fail)
    }

    @Test func `a point that is missing or not finite counts on no side`() {
        let missing: [PointLook] = [
            PointLook(canary: nil, baseline: nil), PointLook(canary: .nan, baseline: .infinity),
            PointLook(canary: -.infinity, baseline: .nan),
        ]
        let looks = looks(seed: 1)
        #expect(RankJudge.judge(missing)?.verdict == .insufficient)
        #expect(RankJudge.judge(missing + looks.prefix(14)) == RankJudge.judge(looks.prefix(14)))
        let settings = RankSettings()
        #expect(settings.point(200, requests: 199) == nil)
        #expect(settings.point(200, requests: 200) == 200)
    }

    @Test func `tests come at 6, 9, 14, 21, 32 and 48 points, and good between them`() {
        var judge = RankJudge()
        var tested: [Int] = []
        for (index, look) in looks(seed: 2, count: 60).enumerated() {
            let finding = judge.judge(look)
            if let test = finding.test {
                tested.append(test.canaryPoints)
                #expect(test.index == tested.count)
            }
            #expect(finding.verdict == (index < 5 ? .insufficient : .ok))
        }
        #expect(tested == [6, 9, 14, 21, 32, 48])
    }

    @Test func `points in which lower is worse are judged as in a mirror`() {
        let settings = RankSettings(direction: .lowerIsWorse)
        for seed in 1...30 {
            let looks = looks(seed: seed, ratio: 1.17)
            let mirrored = looks.map {
                PointLook(canary: $0.canary.map(-), baseline: $0.baseline.map(-))
            }
            let (one, other) = (
                RankJudge.judge(looks), RankJudge.judge(mirrored, settings: settings)
            )
            #expect(one?.verdict == other?.verdict)
            #expect(isClose(one?.test?.p, other?.test?.p))
        }
    }

    @Test func `what is allowed is a part of the value, and the floor at least`() {
        let close = Array(repeating: PointLook(canary: 109.9, baseline: 100), count: 6)
        let beyond = Array(repeating: PointLook(canary: 110.1, baseline: 100), count: 6)
        #expect(RankJudge.judge(close)?.verdict == .ok)
        #expect(RankJudge.judge(beyond)?.verdict == .fail)
        #expect(RankJudge.judge(beyond, settings: RankSettings(floor: 25))?.verdict == .ok)
    }
}
