import LedgerCore
import Testing

struct ClopperPearsonTests {
    private struct Vectors: Decodable { let clopperPearson: [Case] }

    private struct Case: Decodable {
        let errors: Int
        let requests: Int
        let confidence: Double
        let low: Double
        let high: Double
    }

    @Test func `intervals are those of the vectors`() throws {
        let cases = try VectorFile.read("judge.json", as: Vectors.self).clopperPearson
        #expect(cases.count == 100)
        for item in cases {
            let found = ClopperPearson.interval(
                errors: item.errors, requests: item.requests, confidence: item.confidence)
            #expect(isClose(found.lowerBound, item.low), "\(found) \(item)")
            #expect(isClose(found.upperBound, item.high), "\(found) \(item)")
        }
    }

    @Test func `no errors leave no lower bound, and errors alone no upper one`() {
        let none = ClopperPearson.interval(errors: 0, requests: 100, confidence: 0.95)
        #expect(none.lowerBound == 0)
        #expect((none.upperBound - 0.036217).magnitude < 1e-6)
        let all = ClopperPearson.interval(errors: 100, requests: 100, confidence: 0.95)
        #expect(all.upperBound == 1)
        #expect((all.lowerBound + none.upperBound - 1).magnitude < 1e-12)
    }
}
