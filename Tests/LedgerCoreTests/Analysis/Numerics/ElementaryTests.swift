import LedgerCore
import Testing

import func Foundation.erfc
import func Foundation.exp
import func Foundation.log
import func Foundation.log1p

/// Against a C library, which is within a unit in the last place or two itself.
struct ElementaryTests {
    private static let magnitudes = (-300...300).map { exponent in exp(Double(exponent) * 2.3) }

    /// Numbers of all sizes, and many near 1.
    private static var numbers: [Double] {
        var random = SeededRandom(1)
        return magnitudes.map { $0 * Double.random(in: 1...10, using: &random) }
            + (0..<1000).map { _ in Double.random(in: 0.5...2, using: &random) }
    }

    private func isNear(_ value: Double, _ expected: Double, units: Double = 4) -> Bool {
        (value - expected).magnitude <= units * expected.ulp
    }

    @Test func `logarithms are good to the last digits`() {
        for x in Self.numbers {
            #expect(isNear(Elementary.log(x), log(x)), "\(x)")
            #expect(isNear(Elementary.log1p(x), log1p(x)), "\(x)")
            let small = x / (1 + x) * 1e-3
            #expect(isNear(Elementary.log1p(small), log1p(small)), "\(small)")
            #expect(isNear(Elementary.log1p(-small), log1p(-small)), "\(small)")
        }
    }

    @Test func `powers of e are good to the last digits`() {
        for step in -7000...7000 {
            let x = Double(step) * 0.1013
            guard x > -700 else { continue }
            #expect(isNear(Elementary.exp(x), exp(x)), "\(x)")
        }
    }

    @Test func `what has no finite value has the one of IEEE 754`() {
        #expect(Elementary.log(0) == -.infinity)
        #expect(Elementary.log(.infinity) == .infinity)
        #expect(Elementary.log(-1).isNaN)
        #expect(Elementary.log(.nan).isNaN)
        #expect(Elementary.log1p(-1) == -.infinity)
        #expect(Elementary.exp(-.infinity) == 0)
        #expect(Elementary.exp(-750) == 0)
        #expect(Elementary.exp(-745) == exp(-745))
        #expect(Elementary.exp(710) == .infinity)
        #expect(Elementary.exp(.nan).isNaN)
        #expect(Elementary.log(.leastNonzeroMagnitude) == log(.leastNonzeroMagnitude))
    }

    @Test func `factorials are good to 14 digits, small and large`() {
        func isGood(_ n: Int, _ expected: Double) -> Bool {
            (Elementary.logFactorial(n) - expected).magnitude <= 1e-14 * max(1, expected)
        }
        var sum = 0.0
        #expect(Elementary.logFactorial(0) == 0)
        for n in 1...2000 {
            sum += log(Double(n))
            #expect(isGood(n, sum), "\(n)")
        }
        // By 40-digit arithmetic.
        #expect(isGood(1_000_000, 12_815_518.384658169624))
        #expect(isGood(1 << 53, 321_888_483_458_023_065.36))
        #expect(isGood(123_456_789, 2_176_716_257.8546717578))
    }

    @Test func `sums of powers hold what would overflow, and what is nothing`() {
        #expect(Elementary.logAddExp(-.infinity, -.infinity) == -.infinity)
        #expect(Elementary.logAddExp(-.infinity, 3) == 3)
        #expect(isNear(Elementary.logAddExp(1000, 1000), 1000 + log(2)))
        #expect(isNear(Elementary.logSumExp([0, 0, 0, 0]), log(4)))
        #expect(Elementary.logSumExp([]) == -.infinity)
    }

    @Test func `normal tails are good to 13 digits, far out too`() {
        for step in -3000...3700 {
            let t = Double(step) / 100
            let expected = erfc(t / 2.0.squareRoot()) / 2
            let error = (NormalDistribution.upperTail(t) - expected).magnitude
            #expect(error <= 5e-13 * expected, "\(t)")
            #expect(NormalDistribution.cumulative(-t) == NormalDistribution.upperTail(t))
        }
    }
}
