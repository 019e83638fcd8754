import EventLog
import LedgerCore
import Testing

extension FaultTests {
    @Suite struct FreezeTests {
        @Test func `a worker that slept in the middle of a step comes too late for everything`()
            async throws
        {
            try await Scenario.run { scenario in
                try await scenario.register()
                try await scenario.expectWantedTraffic()
                // Whoever tells this balancer a weight waits for the answer.
                scenario.balancer.freeze()
                try await scenario.deploy()
                let first = try await scenario.startWorker("one")
                _ = try await scenario.log.wait(for: .shiftDecided)
                try await scenario.balancer.waitForQuestion(from: first)
                first.freeze()
                scenario.balancer.thaw()
                try await scenario.startWorker("two")
                let events = try await scenario.log.wait(for: .deploymentCompleted)
                #expect(Story.told(by: events, of: scenario.stream) == Story.canary)
                #expect(events.count(of: .attemptStarted) == 1)
                #expect(events.last?.origin.actor == "worker:two")

                first.thaw()
                try await first.writes("An outcome came too late")
                try await scenario.expectAllWell()
                let after = try await scenario.log.events()
                #expect(Story.told(by: after, of: scenario.stream) == Story.canary)
            }
        }
    }
}
