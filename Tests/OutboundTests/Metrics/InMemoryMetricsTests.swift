import LedgerCore
import LedgerTestKit
import Rollout
import Testing

struct InMemoryMetricsTests {
    private let metrics = InMemoryMetrics()
    private let good = Measurement.Answer.value(.init(requests: 100, errors: 1))

    @Test(arguments: MetricsProviderContract.rules)
    func `metrics in memory keep the contract`(_ rule: MetricsProviderRule) async throws {
        metrics.answer(MetricsProviderContract.busyVersion, with: good)
        try await rule.check(metrics)
    }

    @Test func `answers come one after the other, and the last one stays`() async {
        metrics.answer("2", with: .noData("warming up"), good)

        #expect(await answer("2") == .noData("warming up"))
        #expect(await answer("2") == good)
        #expect(await answer("2") == good)
        #expect(
            metrics.questions == Array(repeating: .init(version: "2", windowSeconds: 60), count: 3))
    }

    @Test func `an outage hits every question until it ends`() async {
        metrics.answer("2", with: good)
        metrics.setOutage("away")
        #expect(await answer("2") == .error("away"))

        metrics.setOutage(nil)

        #expect(await answer("2") == good)
    }

    private func answer(_ version: String) async -> Measurement.Answer {
        await metrics.measure(version: version, windowSeconds: 60).answer
    }
}
