import LedgerCore
import LedgerTestKit
import Testing

/// Random interleavings of callers, workers, failures, deaths and time; a failure names its seed.
struct SagaPropertyTests {
    @Test(arguments: 0..<20)
    func `whatever happens, the rules hold, and after healing everything ends`(block: Int) {
        var ends: [String: Int] = [:]
        for seed in block * 25..<block * 25 + 25 {
            var world = SagaWorld(seed: seed)
            world.play(steps: 4000)
            let isAtRest = world.heal()

            #expect(isAtRest, "seed \(seed)")
            #expect(world.checker.violations == [], "seed \(seed)")
            #expect(
                Set(world.checker.settled.keys) == world.checker.accepted, "seed \(seed): settled")
            #expect(world.ledger.state.pending.isEmpty, "seed \(seed)")
            #expect(world.isRouterRight, "seed \(seed)")
            #expect(world.ledger.state.live == world.checker.live, "seed \(seed)")
            #expect(world.ledger.state.bad == world.checker.bad, "seed \(seed)")
            for name in world.ledger.names { ends[name, default: 0] += 1 }
            ends["automatic", default: 0] += world.checker.rollbacks.automaticCount
        }
        // The worlds are lively enough to mean something.
        for name in [
            "deployment.completed", "deployment.aborted", "rollback.completed", "traffic.drifted",
            "attempt.started", "traffic.shift_failed", "abort.decided", "promotion.requested",
            "deployment.paused", "stage.approved", "version.unmarked",
            "automatic", "rollback.blocked", "rollback.ineffective",
        ] {
            #expect(ends[name, default: 0] > 0, "no \(name) in block \(block)")
        }
    }

    @Test(arguments: 0..<4)
    func `a replay of the stored bytes gives the live state`(block: Int) throws {
        for seed in block * 50..<block * 50 + 50 {
            var world = SagaWorld(seed: seed)
            world.play(steps: 1000)
            var replayed = ServiceState()
            for (event, context) in world.ledger.history {
                let new = event.recordable(id: Example.id(1))
                let body = StoredBody(schema: new.schema, data: new.data)
                let read = try ServiceEvent(event.stored.name, body)
                ServiceState.evolve(&replayed, with: read, context)
            }
            #expect(replayed == world.ledger.state, "seed \(seed)")
        }
    }
}
