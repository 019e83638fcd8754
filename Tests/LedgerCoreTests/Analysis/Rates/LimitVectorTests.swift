import LedgerCore
import Testing

struct LimitVectorTests {
    private struct Vectors: Decodable { let limit: [Case] }

    private struct Case: Decodable {
        let settings: RateVectorSettings
        /// Errors and requests of the canary, then of the baseline, then the limit.
        let looks: [[Double]]
        let expect: [Expected]
        let final: String
    }

    /// A look without evidence has a verdict alone.
    private struct Expected: Decodable {
        let k: Int?
        let phi: Double?
        let lnE: Double?
        let verdict: String
    }

    @Test func `each look has the verdict and the numbers of the vectors of limit/1`() throws {
        let cases = try VectorFile.read("judge.json", as: Vectors.self).limit
        #expect(cases.count == 110)
        var checked = 0
        for (index, item) in cases.enumerated() {
            var judge = LimitJudge(item.settings.limit)
            for (look, expected) in zip(item.looks, item.expect) {
                let found = judge.judge(LimitLook(look))
                #expect(agree(found, expected), "case \(index), look \(checked): \(found)")
                checked += 1
            }
        }
        #expect(checked == 1188)
    }

    @Test func `all looks at once end with the verdict of the vectors of limit/1`() throws {
        for item in try VectorFile.read("judge.json", as: Vectors.self).limit {
            let last = LimitJudge.judge(
                item.looks.map(LimitLook.init), settings: item.settings.limit)
            #expect(last?.verdict.rawValue == item.final)
        }
    }

    private func agree(_ found: LimitJudge.Finding, _ expected: Expected) -> Bool {
        let evidence = found.numbers?.evidence
        return found.verdict.rawValue == expected.verdict && evidence?.looks == expected.k
            && isClose(evidence?.phi, expected.phi)
            && isCloseLogarithm(evidence?.logE, expected.lnE)
    }
}

extension LimitLook {
    fileprivate init(_ numbers: [Double]) {
        self.init(
            canary: ErrorCount(errors: Int(numbers[0]), requests: Int(numbers[1])),
            baseline: ErrorCount(errors: Int(numbers[2]), requests: Int(numbers[3])),
            limit: numbers[4])
    }
}

extension RateVectorSettings {
    fileprivate var limit: LimitSettings {
        var settings = LimitSettings(evidence: evidence)
        if let grossFactor { settings.grossFactor = grossFactor }
        return settings
    }
}
