/// By how much one sample's values lie higher than another's, after Hodges and Lehmann.
package struct HodgesLehmann: Sendable, Equatable {
    private let samples: (canary: Int, baseline: Int)
    /// Of each pair, canary less baseline, lowest first.
    private let differences: [Double]

    /// - Parameters:
    ///   - canary: n values, finite.
    ///   - baseline: m values, finite.
    /// - Returns: `nil` when a side has none.
    package init?(canary: [Double], baseline: [Double]) {
        guard !canary.isEmpty, !baseline.isEmpty else { return nil }
        samples = (canary.count, baseline.count)
        differences = canary.flatMap { value in baseline.map { value - $0 } }.sorted()
    }

    /// The median of the differences, in the values' unit.
    package var estimate: Double {
        let middle = differences.count / 2
        return differences.count.isMultiple(of: 2)
            ? (differences[middle - 1] + differences[middle]) / 2 : differences[middle]
    }

    /// The interval that belongs to the exact Mann-Whitney test.
    ///
    /// - Parameter confidencePerMille: such as 980 for 98 %; a whole number, since a probability may
    ///   equal the bound exactly.
    /// - Returns: `nil` when the samples are too small for any, or have more than
    ///   ``MannWhitney/exactPairs``.
    package func interval(confidencePerMille: Int) -> ClosedRange<Double>? {
        guard differences.count <= MannWhitney.exactPairs else { return nil }
        let cut = pairsToCut(confidencePerMille)
        return cut == 0 ? nil : differences[cut - 1]...differences[differences.count - cut]
    }

    /// The largest q with P(U <= q - 1) <= (1 - confidence)/2, without ties.
    private func pairsToCut(_ confidencePerMille: Int) -> Int {
        let (n, m) = samples
        let chance = UDistribution(groups: Array(repeating: 1, count: n + m), picked: n)
        let bound = Double(1000 - confidencePerMille) * chance.total
        let deals = chance.cumulativeDeals
        return (0..<n * m).first { u in 2000 * deals[2 * u] > bound } ?? 0
    }

    package static func == (a: HodgesLehmann, b: HodgesLehmann) -> Bool {
        a.samples == b.samples && a.differences == b.differences
    }
}
