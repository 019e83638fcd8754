import Curl
import LedgerCore
import Testing

extension FaultTests {
    @Suite struct BalancerFaultTests {
        @Test func `a rollback is decided while the balancer is gone, and done when it is back`()
            async throws
        {
            // Started anew, this balancer would give half of the users the bad version.
            try await Scenario.run(Wishes(weights: [50, 50])) { scenario in
                try await scenario.register()
                try await scenario.startWorker("one")
                try await scenario.startWorker("two")
                try await scenario.expectWantedTraffic()
                let bad = try await scenario.deploy(Scenario.badVersion, stages: [(50, 600)])
                _ = try await scenario.waitForStage(percent: 50)

                await scenario.balancer.kill()
                try await scenario.abort(bad)
                let events = try await scenario.log.wait(for: "decided and tried in vain") {
                    $0.count(of: .shiftFailed) >= 6
                }
                let decided = try scenario.facts(events).last { $0.decidedSplit != nil }
                #expect(decided?.decidedSplit?.percent(of: "b") == 0)
                #expect(events.count(of: .deploymentAborted) == 0)

                try await scenario.balancer.start()
                _ = try await scenario.log.wait(for: .deploymentAborted)
                #expect(await scenario.balancer.weights(scenario.client) == [100, 0])
                try await scenario.expectNobodyGets(Scenario.badVersion)
                try await scenario.expectAllWell()
            }
        }

        @Test func `weights that the balancer forgot are set again`() async throws {
            try await Scenario.run { scenario in
                try await scenario.register()
                try await scenario.startWorker("one")
                try await scenario.deploy(stages: [(50, 8)])
                _ = try await scenario.waitForStage(percent: 50)

                try await scenario.balancer.reload()

                let events = try await scenario.log.wait(for: .drifted)
                let drifts = try scenario.facts(events).compactMap { event in
                    if case .drifted(let fact) = event { fact } else { nil }
                }
                #expect(drifts.map(\.found) == [["agent_a": 100, "agent_b": 0]])
                #expect(drifts.map { $0.wanted.percent(of: "b") } == [50])
                let end = try await scenario.log.wait(for: .deploymentCompleted)
                // Two stages, and the drift.
                #expect(end.count(of: .shiftObserved) == 3)
                try await scenario.expectAllWell()
            }
        }

        /// Such as the call of a worker that was frozen while it had one on its way.
        @Test func `a weight that arrives after the end is put right by the next look`()
            async throws
        {
            try await Scenario.run { scenario in
                try await scenario.register()
                try await scenario.startWorker("one")
                try await scenario.deploy()
                _ = try await scenario.log.wait(for: .deploymentCompleted)

                try await scenario.balancer.set([50, 50], scenario.client)

                let events = try await scenario.log.wait(for: .drifted)
                try await scenario.expectAllWell()
                try await scenario.expectNobodyGets("v1")
                #expect(events.count(of: .deploymentCompleted) == 1)
            }
        }
    }
}
