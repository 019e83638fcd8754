import LedgerCore
import Testing

struct BinomialDistributionTests {
    @Test(arguments: [0.001, 0.1, 0.5, 0.73, 0.999])
    func `tails are the sums of all terms`(probability: Double) {
        for trials in [1, 2, 7, 40] {
            let terms = Self.terms(trials, probability)
            let chance = BinomialDistribution(trials: trials, probability: probability)
            for count in 0...trials {
                let above = terms[count...].reduce(0, +)
                let below = terms[...count].reduce(0, +)
                #expect((chance.upperTail(from: count) - above).magnitude < 1e-13)
                #expect((chance.lowerTail(through: count) - below).magnitude < 1e-13)
            }
        }
    }

    /// By Pascal's rule.
    private static func terms(_ trials: Int, _ probability: Double) -> [Double] {
        (0..<trials).reduce(into: [1.0]) { terms, _ in
            let stay = terms.map { $0 * (1 - probability) } + [0]
            let move = [0] + terms.map { $0 * probability }
            terms = zip(stay, move).map(+)
        }
    }

    @Test func `a tail that is almost nothing keeps its digits`() {
        let coins = BinomialDistribution(trials: 1000, probability: 0.5)
        let all = coins.upperTail(from: 1000)
        #expect((all * 0x1p1000 - 1).magnitude < 1e-11)
        #expect(coins.lowerTail(through: 0) == all)
    }

    @Test func `what is certain and what cannot be are so exactly`() {
        let chance = BinomialDistribution(trials: 10, probability: 0.3)
        #expect(chance.upperTail(from: 0) == 1)
        #expect(chance.upperTail(from: 11) == 0)
        #expect(chance.lowerTail(through: -1) == 0)
        #expect(chance.lowerTail(through: 10) == 1)
        let never = BinomialDistribution(trials: 10, probability: 0)
        #expect(never.upperTail(from: 1) == 0)
        #expect(never.lowerTail(through: 0) == 1)
        let always = BinomialDistribution(trials: 10, probability: 1)
        #expect(always.upperTail(from: 10) == 1)
        #expect(always.lowerTail(through: 9) == 0)
    }
}
