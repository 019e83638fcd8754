/// Mean and variance of the evidence of one look for one alternative, capped.
struct LookMoments {
    private(set) var mean = 0.0
    private(set) var variance = 0.0

    private let logRatio: Double
    /// What each error costs, whoever has it.
    private let cost: Double
    private let canaryErrors: Double
    private let baselineErrors: Double

    /// With more errors than these their number is as good as normal.
    private static let manyErrors = 50.0

    /// - Parameters:
    ///   - ratio: of the alternative.
    ///   - share: of the requests that are the canary's.
    ///   - logCap: ln of the most that one look may count for.
    ///   - canaryErrors: expected in the look, over the dispersion.
    ///   - baselineErrors: expected likewise.
    init(
        ratio: Double, share: Double, logCap: Double, canaryErrors: Double, baselineErrors: Double
    ) {
        logRatio = Elementary.log(ratio)
        cost = Elementary.log1p(share * (ratio - 1))
        self.canaryErrors = canaryErrors
        self.baselineErrors = baselineErrors
        if canaryErrors <= Self.manyErrors { sumPoisson(logCap) } else { cutNormal(logCap) }
    }

    /// The canary's errors one number at a time, far enough out that no more is left.
    private mutating func sumPoisson(_ logCap: Double) {
        let last = (canaryErrors + 10 * canaryErrors.squareRoot() + 20).rounded(.down)
        var (chance, errors, square) = (Elementary.exp(-canaryErrors), 0.0, 0.0)
        while errors <= last {
            let evidence = min(logCap, errors * logRatio - (errors + baselineErrors) * cost)
            mean += chance * evidence
            square += chance * evidence * evidence
            errors += 1
            chance *= canaryErrors / errors
        }
        variance = max(0, square - mean * mean) + baselineErrors * cost * cost
    }

    /// A normal distribution, with all that is above the cap put at the cap.
    private mutating func cutNormal(_ logCap: Double) {
        let center = canaryErrors * logRatio - (canaryErrors + baselineErrors) * cost
        let gain = logRatio - cost
        let spread = (canaryErrors * gain * gain + baselineErrors * cost * cost).squareRoot()
        let t = (logCap - center) / spread
        let below = NormalDistribution.cumulative(t)
        let above = NormalDistribution.upperTail(t)
        let density = NormalDistribution.density(t)
        mean = center * below + logCap * above - spread * density
        let square =
            (center * center + spread * spread) * below + logCap * logCap * above - spread
            * (center + logCap) * density
        variance = max(0, square - mean * mean)
    }
}
