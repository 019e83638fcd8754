import LedgerCore
import Testing

struct MannWhitneyTests {
    private struct Vectors: Decodable { let utest: [Case] }

    private struct Case: Decodable {
        let canary: [Double]
        let baseline: [Double]
        /// With the interval; large cases have neither.
        let confidence: Double?
        let u: Double
        let less: Double
        let greater: Double
        let twoSided: Double
        let estimate: Double
        let interval: [Double]?
    }

    private static let cases = Result { try VectorFile.read("judge.json", as: Vectors.self).utest }

    @Test func `the probabilities are those of the vectors`() throws {
        let cases = try Self.cases.get()
        #expect(cases.count == 130)
        for item in cases {
            let test = try #require(MannWhitney(canary: item.canary, baseline: item.baseline))
            #expect(test.u == item.u, "\(item)")
            #expect(isClose(test.less, item.less), "\(test) \(item)")
            #expect(isClose(test.greater, item.greater), "\(test) \(item)")
            #expect(isClose(test.twoSided, item.twoSided), "\(test) \(item)")
        }
    }

    @Test func `estimates and intervals are those of the vectors`() throws {
        for item in try Self.cases.get() {
            let shift = try #require(HodgesLehmann(canary: item.canary, baseline: item.baseline))
            #expect(isClose(shift.estimate, item.estimate), "\(shift.estimate) \(item)")
            guard let confidence = item.confidence else { continue }
            let interval = shift.interval(
                confidencePerMille: Int((confidence * 1000).rounded()))
            #expect(isClose(interval?.lowerBound, item.interval?[0]), "\(item)")
            #expect(isClose(interval?.upperBound, item.interval?[1]), "\(item)")
        }
    }

    private struct ExactVectors: Decodable { let mannwhitneyExact: [ExactCase] }

    private struct ExactCase: Decodable {
        let x: [Double]
        let y: [Double]
        let u: Double
        let less: Double
        let two: Double
        let greater: Double

        private enum CodingKeys: String, CodingKey {
            case x
            case y
            case u = "U"
            case less
            case two
            case greater
        }
    }

    @Test func `the probabilities are those of an enumeration`() throws {
        let cases = try VectorFile.read("analysis.json", as: ExactVectors.self).mannwhitneyExact
        #expect(cases.count == 3)
        for item in cases {
            let test = try #require(MannWhitney(canary: item.x, baseline: item.y))
            #expect(test.u == item.u)
            #expect(isClose(test.less, item.less))
            #expect(isClose(test.greater, item.greater))
            #expect(isClose(test.twoSided, item.two))
        }
    }

    @Test func `changing sides mirrors the test and the estimate`() throws {
        for item in try Self.cases.get().prefix(60) {
            let test = try #require(MannWhitney(canary: item.canary, baseline: item.baseline))
            let mirror = try #require(MannWhitney(canary: item.baseline, baseline: item.canary))
            #expect(isClose(test.less, mirror.greater))
            #expect(isClose(test.greater, mirror.less))
            let shift = HodgesLehmann(canary: item.baseline, baseline: item.canary)
            #expect(isClose(shift?.estimate, -item.estimate))
        }
    }

    @Test func `what has no rank gives no test, and equal values no doubt`() {
        #expect(MannWhitney(canary: [], baseline: [1]) == nil)
        #expect(MannWhitney(canary: [1], baseline: []) == nil)
        #expect(MannWhitney(canary: [1, .nan], baseline: [1]) == nil)
        #expect(HodgesLehmann(canary: [], baseline: [1]) == nil)
        let equal = MannWhitney(canary: [3, 3, 3], baseline: [3, 3])
        #expect(equal?.less == 1)
        #expect(equal?.greater == 1)
        let many = Array(repeating: 3.0, count: 101)
        #expect(MannWhitney(canary: many, baseline: many)?.twoSided == 1)
    }

    @Test func `up to 10,000 pairs the test is exact, and beyond it takes the normal one`() throws {
        // One value against many has each U equally often, which is far from normal.
        let others = (0..<10_001).map(Double.init)
        let exact = try #require(MannWhitney(canary: [499.5], baseline: Array(others.dropLast())))
        #expect(exact.u == 500)
        #expect(isClose(exact.less, 501 / 10_001))
        let normal = try #require(MannWhitney(canary: [499.5], baseline: others))
        let deviation = (10_001.0 * 10_003 / 12).squareRoot()
        let expected = NormalDistribution.cumulative((500.5 - 5000.5) / deviation)
        #expect(isClose(normal.less, expected))
    }

    @Test func `no interval below five points a side at 98 percent, and then a finite one`() {
        let low = [1.0, 2, 3, 4, 5]
        let high = [11.0, 12, 13, 14, 15]
        let four = HodgesLehmann(
            canary: Array(high.dropLast()), baseline: Array(low.dropLast()))
        #expect(four?.interval(confidencePerMille: 980) == nil)
        #expect(four?.interval(confidencePerMille: 950) == 7...13)
        let five = HodgesLehmann(canary: high, baseline: low)
        // P(U <= 1) is 2/252, and P(U <= 2) 4/252.
        #expect(five?.interval(confidencePerMille: 980) == 7...13)
    }
}
