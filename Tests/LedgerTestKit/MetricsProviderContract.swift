import LedgerCore
import Rollout
import Testing

/// What all metrics providers have in common; each implementation's tests run every rule.
package enum MetricsProviderContract {
    /// The version that had traffic in the last ten minutes; those that the rules call other had
    /// none.
    package static let busyVersion = "2.0.0"
    private static let windowSeconds = 600

    package static let rules = [
        MetricsProviderRule("a version with traffic has numbers in their ranges") { provider in
            let answer = await provider.measure(version: busyVersion, windowSeconds: windowSeconds)
                .answer
            guard case .value(let values) = answer else {
                Issue.record("no value but \(answer)")
                return
            }
            #expect(values.requests > 0)
            #expect((0...values.requests).contains(values.errors))
            for latency in [values.latencyMillisecondsP50, values.latencyMillisecondsP99] {
                #expect(latency.map { $0.isFinite && $0 >= 0 } ?? true)
            }
        },
        MetricsProviderRule("any other version is no data, however it is written") { provider in
            for version in ["1.0.0", "", "2", #"2.0.0"} or vector(1) #"#, "\\", "\n", ".*"] {
                let answer = await provider.measure(version: version, windowSeconds: windowSeconds)
                    .answer
                guard case .noData = answer else {
                    Issue.record("'\(version)' is not no data but \(answer)")
                    continue
                }
            }
        },
        MetricsProviderRule("a measurement names its source and its question") { provider in
            let measurement = await provider.measure(
                version: busyVersion, windowSeconds: windowSeconds)
            #expect(!measurement.provider.isEmpty)
            #expect(measurement.query.contains(busyVersion))
            #expect(measurement.query.contains("600"))
        },
    ]
}
