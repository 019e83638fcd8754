import LedgerCore
import Testing

@testable import Outbound

struct PrometheusReadingsTests {
    @Test func `numbers are a value, in whole requests and milliseconds`() {
        #expect(
            answer(.number(199.6), .number(0.2), .number(0.05), .number(0.2), .number(0.3))
                == .value(
                    Measurement.Values(
                        requests: 200, errors: 40, latencyMillisecondsP50: 50,
                        latencyMillisecondsP95: 200, latencyMillisecondsP99: 300)))
    }

    @Test(
        arguments: [
            (.empty, .number(0)), (.notANumber, .number(0)), (.number(0), .notANumber),
            (.number(0.4), .number(0)), (.number(1e300), .number(0)), (.number(10), .empty),
            (.number(10), .notANumber), (.number(10), .number(1.5)), (.number(10), .number(-0.1)),
        ] as [(PrometheusReading, PrometheusReading)])
    func `without requests or an error rate there is no data`(
        requests: PrometheusReading, errorRate: PrometheusReading
    ) {
        let answer = answer(
            requests, errorRate, .number(0.05), .number(0.2), .number(0.3))
        guard case .noData = answer else {
            Issue.record("not no data but \(answer)")
            return
        }
    }

    @Test(arguments: [.empty, .notANumber] as [PrometheusReading])
    func `a latency that is missing is missing`(latency: PrometheusReading) {
        #expect(
            answer(.number(10), .number(0), latency, latency, latency)
                == .value(Measurement.Values(requests: 10, errors: 0)))
    }

    @Test(arguments: 0..<5)
    func `one error makes the whole an error`(failing: Int) {
        var readings = [PrometheusReading](repeating: .empty, count: 5)
        readings[failing] = .error("away")

        #expect(
            answer(readings[0], readings[1], readings[2], readings[3], readings[4])
                == .error("away"))
    }

    private func answer(
        _ requests: PrometheusReading, _ errorRate: PrometheusReading, _ p50: PrometheusReading,
        _ p95: PrometheusReading, _ p99: PrometheusReading
    ) -> Measurement.Answer {
        PrometheusReadings(
            requests: requests, errorRate: errorRate, latencySecondsP50: p50,
            latencySecondsP95: p95, latencySecondsP99: p99
        ).answer
    }
}
