/// How the canary's rate of errors compares with the baseline's over several looks.
///
/// The estimates are Mantel and Haenszel's, look by look: shares and a common rate that change
/// together cannot fool them.
package struct RateComparison: Sendable, Equatable {
    /// Sums over the looks.
    package let canary: ErrorCount
    package let baseline: ErrorCount
    /// Canary over baseline; infinite when only the canary has errors, `nil` when neither has.
    package let ratio: Double?
    /// Canary less baseline, -1...1.
    package let difference: Double
    /// Worse by more than what is allowed, on enough requests and errors.
    package let isWorse: Bool

    /// - Parameter sums: of usable looks, one at least.
    init(_ sums: RateSums, settings: SequentialSettings) {
        canary = sums.canary
        baseline = sums.baseline
        ratio = sums.ratio
        let excess = sums.weightedCanary - sums.weightedBaseline
        difference = excess / sums.weight
        isWorse =
            settings.evidence.isEnough(canary)
            && sums.weightedCanary >= (1 + settings.minRelative) * sums.weightedBaseline
            && excess >= settings.minAbsolute * sums.weight
    }
}
