import LedgerCore
import Testing

struct PercentileTests {
    private struct Vectors: Decodable { let percentileR7: [Case] }

    private struct Case: Decodable {
        let data: [Double]
        let p: Double
        let expect: Double
    }

    @Test func `percentiles are those of the vectors`() throws {
        let cases = try VectorFile.read("analysis.json", as: Vectors.self).percentileR7
        #expect(cases.count == 2)
        for item in cases {
            #expect(isClose(Percentile.r7(item.p, of: item.data), item.expect))
        }
    }

    @Test func `a percentile is one of the values or between two, and none of nothing`() {
        #expect(Percentile.r7(50, of: []) == nil)
        #expect(Percentile.r7(99, of: [4]) == 4)
        #expect(Percentile.r7(0, of: [3, 1, 2]) == 1)
        #expect(Percentile.r7(100, of: [3, 1, 2]) == 3)
        #expect(Percentile.r7(75, of: [3, 1, 2]) == 2.5)
    }
}
