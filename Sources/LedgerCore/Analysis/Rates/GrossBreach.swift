/// `gross/1`: whether one look of one version is so far above a limit that it needs no patience.
package struct GrossBreach: Sendable, Equatable {
    package static let name = "gross/1"

    package let isGross: Bool
    /// Rate of errors from which a breach is gross; half of all requests at most.
    package let threshold: Double
    /// Probability of so many errors at the limit; `nil` when they are too few to ask.
    package let p: Double?

    init(_ count: ErrorCount, limit: Double, settings: LimitSettings) {
        threshold = min(settings.grossFactor * limit, 0.5)
        let isHigh =
            count.errors >= settings.evidence.minErrors
            && Double(count.errors) >= threshold * Double(count.requests)
        p =
            isHigh
            ? BinomialDistribution(trials: count.requests, probability: limit)
                .upperTail(from: count.errors)
            : nil
        isGross = p.map { $0 <= settings.grossP } ?? false
    }
}
