/// The exact Mann-Whitney test: whether one sample's values lie higher than another's.
///
/// It asks for no distribution and no unit: values count by their rank alone.
package struct MannWhitney: Sendable, Equatable {
    /// Pairs in which the canary is higher, ties counted half; 0...n m.
    package let u: Double
    /// Probability of a ``u`` as low, if the versions are equal.
    package let less: Double
    /// Probability of a ``u`` as high, if the versions are equal.
    package let greater: Double

    /// Of how many deals of the ranks to the two sides, and of how many such in all; `nil` when
    /// there are too many for exact numbers.
    let lessDeals: Double?
    let greaterDeals: Double?
    let deals: Double?

    /// Either way.
    package var twoSided: Double { min(1, 2 * min(less, greater)) }

    /// With more pairs than these the test is no longer exact: it takes the normal distribution.
    package static let exactPairs = 10_000

    /// - Parameters:
    ///   - canary: n values.
    ///   - baseline: m values.
    /// - Returns: `nil` when a side has none, and when one is not a number, which has no rank.
    package init?(canary: [Double], baseline: [Double]) {
        guard !canary.isEmpty, !baseline.isEmpty else { return nil }
        guard !canary.contains(where: \.isNaN), !baseline.contains(where: \.isNaN) else {
            return nil
        }
        let ranking = Ranking(canary, among: baseline)
        let (n, m) = (canary.count, baseline.count)
        u = Double(ranking.doubledU) / 2
        if n * m <= Self.exactPairs {
            let chance = UDistribution(groups: ranking.groups, picked: n)
            less = chance.atMost(ranking.doubledU)
            greater = chance.atLeast(ranking.doubledU)
            deals = chance.total < 0x1p53 ? chance.total : nil
            lessDeals = deals.map { _ in chance.dealsAtMost(ranking.doubledU) }
            greaterDeals = deals.map { _ in chance.dealsAtLeast(ranking.doubledU) }
        } else {
            (lessDeals, greaterDeals, deals) = (nil, nil, nil)
            (less, greater) = Self.normal(u: u, Double(n), Double(m), ties: ranking.groups)
        }
    }

    /// With variance corrected for ties and a correction of half a pair for continuity.
    private static func normal(
        u: Double, _ n: Double, _ m: Double, ties: [Int]
    ) -> (less: Double, greater: Double) {
        let all = n + m
        let tied = ties.reduce(0.0) { $0 + Double($1) * (Double($1) * Double($1) - 1) }
        let variance = n * m / 12 * ((all + 1) - tied / (all * (all - 1)))
        guard variance > 0 else { return (1, 1) }
        let (mean, deviation) = (n * m / 2, variance.squareRoot())
        return (
            NormalDistribution.cumulative((u - mean + 0.5) / deviation),
            NormalDistribution.upperTail((u - mean - 0.5) / deviation)
        )
    }
}

/// Where the values of one sample stand among those of two.
private struct Ranking {
    /// Sizes of the groups of equal values, lowest first.
    private(set) var groups: [Int] = []
    /// Twice the pairs in which the sample's value is higher, ties counted half.
    private(set) var doubledU = 0

    init(_ sample: [Double], among others: [Double]) {
        let values = (sample.map { ($0, true) } + others.map { ($0, false) })
            .sorted { $0.0 < $1.0 }
        var (start, othersBelow) = (0, 0)
        while start < values.count {
            let group = values[start...].prefix { $0.0 == values[start].0 }
            let own = group.count(where: \.1)
            doubledU += own * (2 * othersBelow + group.count - own)
            othersBelow += group.count - own
            groups.append(group.count)
            start = group.endIndex
        }
    }
}
