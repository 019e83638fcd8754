import LedgerCore
import Testing

struct PowerCalculationTests {
    private struct Vectors: Decodable { let power: [Case] }

    private struct Case: Decodable {
        let settings: RateVectorSettings
        let requestsPerLook: Double
        let baselineRate: Double
        let stages: [Stage]
        let detectableRate: Double?
        let detectableRatio: Double?
        let underpowered: Bool

        var plan: [PlannedLooks] {
            stages.map {
                .init(percent: $0.percent, looks: $0.looks, requestsPerLook: requestsPerLook)
            }
        }

        /// Of the stages alone, whatever the defaults say.
        var statement: PowerStatement {
            var settings = settings.sequential
            settings.evidence.plannedLooks = stages.reduce(0) { $0 + $1.looks }
            return PowerCalculation.smallestDetectable(
                plan: plan, baselineRate: baselineRate, settings: settings)
        }
    }

    private struct Stage: Decodable {
        let percent: Int
        let looks: Int
    }

    @Test func `the smallest rate that is caught is that of the vectors`() throws {
        let cases = try VectorFile.read("judge.json", as: Vectors.self).power
        #expect(cases.count == 100)
        for item in cases {
            switch item.statement {
            case .underpowered: #expect(item.underpowered, "\(item)")
            case .detectable(let rate, let ratio, _):
                #expect(isClose(rate, item.detectableRate), "\(rate) \(item)")
                #expect(isClose(ratio, item.detectableRatio), "\(rate) \(item)")
            }
        }
    }

    private func statement(
        requestsPerSecond: Double, baselineRate: Double, minRelative: Double = 0.1,
        minAbsolute: Double = 0.001
    ) -> PowerStatement {
        let plan = [(5, 10), (25, 20), (50, 30)].map { percent, looks in
            PlannedLooks(
                percent: percent, looks: looks, requestsPerLook: requestsPerSecond * 30)
        }
        return PowerCalculation.smallestDetectable(
            plan: plan, baselineRate: baselineRate,
            settings: SequentialSettings(minRelative: minRelative, minAbsolute: minAbsolute))
    }

    @Test func `what keeps smaller rates from being caught is named`() {
        guard
            case .detectable(_, let ratio, .evidence) = statement(
                requestsPerSecond: 10, baselineRate: 0.002)
        else {
            Issue.record("evidence decides at 10 requests/s")
            return
        }
        #expect((ratio ?? 0) > 3)

        guard
            case .detectable(let rate, _, .minAbsolute) = statement(
                requestsPerSecond: 10_000, baselineRate: 0.002)
        else {
            Issue.record("the floor of 0.1 % decides at 10,000 requests/s")
            return
        }
        #expect(isClose(rate, 0.003))

        guard
            case .detectable(let half, _, .minRelative) = statement(
                requestsPerSecond: 10_000, baselineRate: 0.05, minRelative: 0.5)
        else {
            Issue.record("a floor of 50 % decides at 10,000 requests/s")
            return
        }
        #expect(isClose(half, 0.075))

        #expect(
            statement(requestsPerSecond: 0.05, baselineRate: 0.002) == .underpowered(.minRequests))
    }

    @Test func `more traffic never catches less`() {
        var last = 1.0
        for requests in [1.0, 3, 10, 30, 100, 300, 1000, 3000, 10_000] {
            let found = statement(
                requestsPerSecond: requests, baselineRate: 0.002, minAbsolute: 0)
            guard case .detectable(let rate, _, _) = found else { continue }
            #expect(rate <= last, "\(requests) requests/s")
            last = rate
        }
        #expect(last < 0.0024)
    }
}
