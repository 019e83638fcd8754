/// Sums over looks: counts of both sides, and the terms of Mantel and Haenszel's estimates.
struct RateSums: Sendable, Equatable {
    private(set) var canary = ErrorCount.none
    private(set) var baseline = ErrorCount.none
    /// The errors of each side, each look's weighted by the other's share of its requests.
    private(set) var weightedCanary = 0.0
    private(set) var weightedBaseline = 0.0
    private(set) var weight = 0.0

    init() {}

    init(_ looks: some Sequence<RateLook>) {
        for look in looks { add(look) }
    }

    mutating func add(_ look: RateLook) {
        canary = canary + look.canary
        baseline = baseline + look.baseline
        let (ofCanary, ofBaseline) = (Double(look.canary.requests), Double(look.baseline.requests))
        let requests = ofCanary + ofBaseline
        weightedCanary += Double(look.canary.errors) * ofBaseline / requests
        weightedBaseline += Double(look.baseline.errors) * ofCanary / requests
        weight += ofCanary * ofBaseline / requests
    }

    /// Of the canary's rate to the baseline's; infinite when only the canary has errors, `nil` when
    /// neither has.
    var ratio: Double? {
        weightedCanary == 0 && weightedBaseline == 0 ? nil : weightedCanary / weightedBaseline
    }
}
