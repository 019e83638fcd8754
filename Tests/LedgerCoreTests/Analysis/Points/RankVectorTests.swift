import LedgerCore
import Testing

struct RankVectorTests {
    private struct Vectors: Decodable { let rank: [Case] }

    private struct Case: Decodable {
        let settings: Settings
        /// Of the canary, then of the baseline.
        let points: [[Double?]]
        let expect: [Expected]
        let final: String
    }

    private struct Settings: Decodable {
        let tests: Int?
        let minRelative: Double?

        var settings: RankSettings {
            var settings = RankSettings()
            if let tests { settings.tests = tests }
            if let minRelative { settings.minRelative = minRelative }
            return settings
        }
    }

    private struct Expected: Decodable {
        let tested: Bool
        let index: Int?
        let p: Double?
        let bound: Double?
        let verdict: String
    }

    @Test func `each look has the verdict and the numbers of the vectors of rank/1`() throws {
        let cases = try VectorFile.read("judge.json", as: Vectors.self).rank
        #expect(cases.count == 60)
        var checked = 0
        for (index, item) in cases.enumerated() {
            var judge = RankJudge(item.settings.settings)
            for (points, expected) in zip(item.points, item.expect) {
                let found = judge.judge(PointLook(canary: points[0], baseline: points[1]))
                #expect(agree(found, expected), "case \(index), look \(checked): \(found)")
                checked += 1
            }
            let points = item.points.map { PointLook(canary: $0[0], baseline: $0[1]) }
            let last = RankJudge.judge(points, settings: item.settings.settings)
            #expect(last?.verdict.rawValue == item.final, "case \(index)")
        }
        #expect(checked == 770)
    }

    private func agree(_ found: RankJudge.Finding, _ expected: Expected) -> Bool {
        found.verdict.rawValue == expected.verdict && (found.test != nil) == expected.tested
            && found.test?.index == expected.index && isClose(found.test?.p, expected.p)
            && isClose(found.test?.bound, expected.bound)
    }
}
