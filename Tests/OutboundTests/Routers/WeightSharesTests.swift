import Testing

@testable import Outbound

struct WeightSharesTests {
    @Test(arguments: [
        ([100, 0], [100, 0]), ([75, 25], [75, 25]), ([256, 1], [99, 1]),
        ([1, 1, 1], [33, 33, 33]),
        ([0, 0], [0, 0]), ([1, 256], [1, 99]), ([3, 5], [38, 63]), ([], []),
    ])
    func `only nothing shows as 0, and only everything as 100`(weights: [Int], percents: [Int]) {
        let named = weights.enumerated().map { ("\($0.offset)", $0.element) }

        let shares = WeightShares.percent(of: named)

        #expect(weights.indices.map { shares["\($0)"] } == percents)
    }
}
