import LedgerCore
import Servers
import Testing

extension FaultTests {
    @Suite struct MetricsFaultTests {
        @Test func `a stage waits as long as nobody can measure it`() async throws {
            try await Scenario.run(Wishes(ownPrometheus: true)) { scenario in
                try await scenario.register()
                try await scenario.startWorker("one")
                try await scenario.deploy(stages: [(50, 10)])
                try await scenario.waitForStage(percent: 50)

                let server = try #require(scenario.metrics.own)
                await server.stop()

                // The stage's time is over long before the last of these.
                let without = try await scenario.log.wait(for: "looks without metrics") {
                    try $0.verdicts.count { $0.verdict.kind == .error } >= 15
                }
                #expect(without.count(of: .stagePassed) == 0)
                #expect(without.count(of: .abortDecided) == 0)

                try await scenario.metrics.restart()
                let events = try await scenario.log.wait(for: .deploymentCompleted)
                #expect(Story.told(by: events, of: scenario.stream) == Story.canary)
                try await scenario.expectAllWell()
            }
        }
    }
}
