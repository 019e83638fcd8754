import LedgerCore
import Testing

import func Foundation.log

/// How often the judge aborts a version that is exactly as good as the stable one.
///
/// 100 requests/s and 0.2 % errors on both sides, the chapter's plan, a look each 30 s. The
/// chapter's own rule aborts every one of them.
struct IdenticalVersionsTests {
    private static let requestsPerSecond = 100.0
    private static let errorRate = 0.002

    @Test func `of 1000 equal versions less than 80 are taken back`() {
        // Measured: 31. Without the allowance for chance it was 417.
        #expect((1...1000).count { Self.isTakenBack(seed: $0, errorsTimes: 1) } < 80)
    }

    @Test(arguments: [2.0, 10.0])
    func `a version with a multiple of the errors is caught by the end`(factor: Double) {
        // Measured: 300 of 300, at both.
        #expect((1...300).count { Self.isTakenBack(seed: $0, errorsTimes: factor) } > 290)
    }

    private static func isTakenBack(seed: Int, errorsTimes factor: Double) -> Bool {
        var random = SeededRandom(seed)
        return Stage.chapterDefaults.dropLast().contains { fails($0, errorsTimes: factor, &random) }
    }

    /// Plays one stage from its observation to its end.
    private static func fails(
        _ stage: Stage, errorsTimes factor: Double, _ random: inout SeededRandom
    ) -> Bool {
        let settings = AnalysisSettings()
        let share = Double(stage.percent) / 100
        let length = Double(stage.durationSeconds)
        let canary = errorTimes(over: length, at: requestsPerSecond * share * factor, &random)
        let baseline = errorTimes(over: length, at: requestsPerSecond * (1 - share), &random)
        var failures = 0
        for now in stride(from: 60, through: length, by: 30) {
            let seconds = min(now - 30, Double(AnalysisSettings.maximumWindowSeconds))
            let verdict = GuardedRatioJudge.judge(
                canary: measurement(canary, of: share, from: now - seconds, to: now),
                baseline: measurement(baseline, of: 1 - share, from: now - seconds, to: now),
                criteria: stage.criteria, settings: settings)
            if verdict.kind == .fail { failures += 1 }
            if failures > settings.failureLimit { return true }
        }
        return false
    }

    /// Errors come one by one, independent of each other.
    private static func errorTimes(
        over seconds: Double, at requestsPerSecond: Double, _ random: inout SeededRandom
    ) -> [Double] {
        var times: [Double] = []
        var time = 0.0
        while true {
            time += exponential(&random) / (requestsPerSecond * errorRate)
            guard time < seconds else { return times }
            times.append(time)
        }
    }

    private static func measurement(
        _ errors: [Double], of share: Double, from start: Double, to end: Double
    ) -> Measurement {
        let requests = Int(requestsPerSecond * share * (end - start))
        return Measurement(
            answer: .value(
                .init(requests: requests, errors: errors.count { (start..<end).contains($0) })),
            provider: "test", query: "")
    }

    /// With mean 1.
    private static func exponential(_ random: inout SeededRandom) -> Double {
        -log(Double.random(in: 0x1p-53..<1, using: &random))
    }
}
