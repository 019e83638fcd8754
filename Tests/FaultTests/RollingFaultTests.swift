import LedgerCore
import Servers
import Testing

extension FaultTests {
    /// Four agents in each slot behind a real balancer, two at a time.
    @Suite struct RollingFaultTests {
        private func withFleet(
            dead: Set<Int> = [], _ test: @escaping @Sendable (Fleet) async throws -> Void
        ) async throws {
            try await Scenario.run { scenario in
                let fleet = try await Fleet.start(in: scenario, dead: dead)
                do { try await test(fleet) } catch {
                    await fleet.balancer.stop()
                    throw error
                }
                await fleet.balancer.stop()
            }
        }

        @Test(arguments: ["deploy_called:2", "shift_set:3", "health_checked:2", "look_recorded"])
        func `another worker ends a batch in whose middle one was killed`(
            at point: String
        ) async throws {
            try await withFleet { fleet in
                let deployment = try await fleet.deploy(readyWithin: 120)
                try await fleet.scenario.startWorkers(dyingAt: [point])

                let events = try await fleet.scenario.log.wait(for: .deploymentCompleted)
                try await fleet.expectAllTraffic(on: "new")
                try Audit.check(events)
                let told = try events.filter { $0.stream == fleet.stream }.flatMap { event in
                    if case .deployDecided(let fact) = try ServiceEvent(event) {
                        fact.instances ?? []
                    } else {
                        [String]()
                    }
                }
                #expect(told == ["new_1", "new_2", "new_3", "new_4"])
                try await fleet.scenario.waitUntilShown(deployment, as: "completed")
                let shown = await fleet.scenario.caller.read("/v1/deployments/\(deployment)")
                #expect(shown["instances"] == .object(["new": 4, "total": 4]))
            }
        }

        @Test func `an agent that never gets well brings all of the traffic back`() async throws {
            try await withFleet(dead: [3]) { fleet in
                _ = try await fleet.deploy(readyWithin: 5)
                try await fleet.scenario.startWorker("one")

                let events = try await fleet.scenario.log.wait(for: .deploymentAborted)
                // The first batch served; the second one has the agent.
                #expect(events.count(of: .stagePassed) == 1)
                try await fleet.expectAllTraffic(on: "old")
                try Audit.check(events)
            }
        }
    }
}
