import LedgerCore
import Testing

struct SequentialVectorTests {
    private struct Vectors: Decodable { let sequential: [Case] }

    private struct Case: Decodable {
        let name: String
        let settings: RateVectorSettings
        /// Errors and requests of the canary, then of the baseline.
        let looks: [[Int]]
        let expect: [Expected]
        let final: String
    }

    /// A look without evidence has a verdict alone.
    private struct Expected: Decodable {
        let k: Int?
        let phi: Double?
        let lnE: Double?
        let p: Double?
        let ratio: VectorNumber?
        let diff: Double?
        let segment: String?
        let verdict: String
    }

    @Test func `each look has the verdict and the numbers of the vectors of sequential/1`() throws {
        let cases = try VectorFile.read("judge.json", as: Vectors.self).sequential
        #expect(cases.count == 120)
        var checked = 0
        for item in cases {
            var judge = SequentialJudge(item.settings.sequential)
            for (look, expected) in zip(item.looks, item.expect) {
                let found = judge.judge(RateLook(look))
                #expect(agree(found, expected), "\(item.name), look \(checked): \(found)")
                checked += 1
            }
        }
        #expect(checked == 1533)
    }

    @Test func `all looks at once end with the verdict of the vectors of sequential/1`() throws {
        for item in try VectorFile.read("judge.json", as: Vectors.self).sequential {
            let last = SequentialJudge.judge(
                item.looks.map(RateLook.init), settings: item.settings.sequential)
            #expect(last?.verdict.rawValue == item.final, "\(item.name)")
        }
    }

    private func agree(_ found: SequentialJudge.Finding, _ expected: Expected) -> Bool {
        let numbers = found.numbers
        return found.verdict.rawValue == expected.verdict
            && numbers?.evidence.looks == expected.k
            && isClose(numbers?.evidence.phi, expected.phi)
            && isCloseLogarithm(numbers?.evidence.logE, expected.lnE)
            && isClose(numbers?.evidence.p, expected.p)
            && isClose(numbers?.all.ratio, expected.ratio?.value)
            && isClose(numbers?.all.difference, expected.diff)
            && numbers?.segment?.rawValue == expected.segment
    }
}

extension RateLook {
    fileprivate init(_ counts: [Int]) {
        self.init(
            canary: ErrorCount(errors: counts[0], requests: counts[1]),
            baseline: ErrorCount(errors: counts[2], requests: counts[3]))
    }
}
