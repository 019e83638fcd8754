import LedgerCore

import func Foundation.exp
import func Foundation.log

/// Traffic of one rollout, the same for the same seed: a look each 30 s of 5, 25 and 50 %.
struct RolloutTraffic {
    var requestsPerSecond = 100.0
    var baseRate = 0.002
    /// Of the canary's rate to the baseline's.
    var ratio = 1.0
    /// One look in ten of each side by itself has so many times the errors.
    var burst = 1.0
    /// Percent of the canary, and looks.
    var stages = [(percent: 5, looks: 10), (percent: 25, looks: 20), (percent: 50, looks: 30)]

    func looks(seed: Int) -> [RateLook] {
        var random = SeededRandom(seed)
        return stages.flatMap { stage in
            (0..<stage.looks).map { _ in
                let share = Double(stage.percent) / 100
                return RateLook(
                    canary: count(share, rate: baseRate * ratio, &random),
                    baseline: count(1 - share, rate: baseRate, &random))
            }
        }
    }

    private func count(
        _ share: Double, rate: Double, _ random: inout SeededRandom
    ) -> ErrorCount {
        let requests = Int(requestsPerSecond * share * 30)
        let factor = random.chance(10) ? burst : 1
        let errors = Self.poisson(Double(requests) * min(1, rate * factor), &random)
        return ErrorCount(errors: min(errors, requests), requests: requests)
    }

    /// Errors that come one by one, so many on average.
    private static func poisson(_ mean: Double, _ random: inout SeededRandom) -> Int {
        var (count, left) = (0, mean)
        while true {
            left += log(Double.random(in: 0x1p-53..<1, using: &random))
            if left < 0 { return count }
            count += 1
        }
    }
}
