import LedgerCore
import Servers
import Testing

extension FaultTests {
    @Suite struct PostgresFaultTests {
        @Test func `a canary goes on after Postgres was killed and recovered`() async throws {
            try await Scenario.run(Wishes(ownPostgres: true)) { scenario in
                let server = try #require(scenario.postgres)
                try await scenario.register()
                try await scenario.startWorker("one")
                try await scenario.startWorker("two")
                let deployment = try await scenario.deploy(stages: [(50, 4)])
                let before = try await scenario.log.wait(for: .shiftObserved)

                await server.kill()
                try await server.restart()

                let events = try await scenario.log.wait(for: .deploymentCompleted)
                #expect(Array(events.prefix(before.count)) == before)
                #expect(Story.told(by: events, of: scenario.stream) == Story.canary)
                try await scenario.expectAllWell()
                try await scenario.waitUntilShown(deployment, as: "completed")
            }
        }
    }
}
