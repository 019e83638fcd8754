/// How much more the errors of a rollout vary than independent requests would: Pearson's chi
/// square over its degrees of freedom.
///
/// Requests that fail together make evidence look stronger than it is. It is divided by this number,
/// which comes from earlier looks alone: seen with the look itself, a jump would excuse itself.
struct Dispersion {
    private static let fewestLooks = 3.0

    private var looks = 0.0
    private var squares = 0.0
    private var variance = 0.0

    /// Of the canary's share of all errors; 1 and up.
    ///
    /// - Parameter ratio: of the canary's rate to the baseline's, over these looks.
    static func ofShares(_ looks: [RateLook], ratio: Double?, atLeast phi0: Double) -> Double {
        guard let ratio, ratio > 0, ratio.isFinite else { return phi0 }
        var dispersion = Dispersion()
        for look in looks where look.errors > 0 {
            let share = look.canaryShare(ratio: ratio)
            let expected = look.errors * share
            dispersion.add(
                deviation: Double(look.canary.errors) - expected, variance: expected * (1 - share))
        }
        return dispersion.phi(atLeast: phi0)
    }

    /// Of a version's own rate; 1 and up.
    ///
    /// - Parameter sum: of these counts.
    static func ofRates(_ counts: [ErrorCount], sum: ErrorCount, atLeast phi0: Double) -> Double {
        guard sum.requests > 0 else { return phi0 }
        let rate = Double(sum.errors) / Double(sum.requests)
        var dispersion = Dispersion()
        for count in counts {
            let expected = Double(count.requests) * rate
            dispersion.add(
                deviation: Double(count.errors) - expected, variance: expected * (1 - rate))
        }
        return dispersion.phi(atLeast: phi0)
    }

    private mutating func add(deviation: Double, variance: Double) {
        looks += 1
        squares += deviation * deviation
        self.variance += variance
    }

    /// Too few looks or errors say nothing.
    private func phi(atLeast phi0: Double) -> Double {
        guard looks >= Self.fewestLooks, variance > 1 else { return phi0 }
        return max(phi0, squares / variance * (looks / (looks - 1)))
    }
}
