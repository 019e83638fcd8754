import Testing

struct SimulationTests {
    /// Seeds that once showed a mistake; they are played first, for ever.
    static let known = [3, 6, 7, 21, 24, 37, 227, 5188]

    @Test(arguments: 0..<2)
    func `whatever a seed has in store, the rules hold and everything ends`(lane: Int) async {
        let seeds = SeedRange.fromEnvironment
        let tally = await onThread { seeds.play(lane: lane, of: 2) }

        print(tally.summary)
        #expect(tally.failures == [])
        // A replay of one seed need not be lively.
        let isMany = tally.seeds >= 400
        let missing = isMany ? tally.missing(from: Self.kinds) : []
        #expect(missing == [], "the worlds are not lively enough")
    }

    @Test func `seeds that once failed hold`() async {
        let tally = await onThread { Self.known.reduce(into: Tally()) { $0.play($1) } }
        #expect(tally.failures == [])
        #expect(tally.seeds == Self.known.count)
    }

    @Test func `the same seed plays the same world`() async {
        for seed in [7, 24] {
            let lines = await onThread { (0..<2).map { _ in Play(seed: seed).lines } }
            #expect(lines[0] == lines[1])
            #expect(lines[0].count > 20)
        }
    }

    @Test func `a failing seed is shrunk to the faults that it needs`() async throws {
        let shrunk = await onThread {
            (1...60).lazy.map { Shrinking(seed: $0, mistake: .noTokens) }.first { $0.fails }
        }
        let found = try #require(shrunk)
        let needed = found.happenings

        #expect(needed.count < Happening.plan(seed: found.seed).count)
        let spare = await onThread {
            needed.indices.filter { index in
                var fewer = needed
                fewer.remove(at: index)
                let play = Play(seed: found.seed, happenings: fewer, mistake: .noTokens)
                return !play.violations.isEmpty
            }
        }
        #expect(spare == [], "it fails without some of these too")
        #expect(found.report.contains("seed \(found.seed): I"))
    }

    /// Without these a thousand worlds prove little.
    private static let kinds = [
        "deployment.completed", "deployment.aborted", "deployment.rejected",
        "deployment.withdrawn", "abort.requested", "abort.decided", "promotion.requested",
        "deployment.paused", "rollback.completed", "rollback.blocked", "traffic.drifted",
        "traffic.shift_failed", "attempt.started", "instances.deploy_failed",
    ]
}
