import EventLog
import LedgerCore
import LedgerTestKit
import Testing
import Views

@Suite struct ViewRebuilderTests {
    /// I9, over random pasts of two services; the seed is the argument.
    @Test(arguments: UInt64(1)...40)
    func `rows rebuilt from an empty table equal the live ones`(seed: UInt64) async throws {
        var history = RandomHistory(seed: seed)
        history.run(steps: 150)
        var other = RandomHistory(
            seed: seed &+ 1000, service: "other", after: Int64(history.events.count))
        other.run(steps: 40)
        let events = history.events + other.events

        let live = InMemoryViewStore()
        var random = SplitMix64(seed: seed)
        var end = 0
        while end < events.count {
            end = min(events.count, end + Int.random(in: 1...60, using: &random))
            // A projector that starts anew has to find its way in the middle of a stream.
            let projector = Projector(events: ReplayStore(Array(events[..<end])), views: live)
            while try await projector.advance() > 0 {}
        }
        // With little memory, rows are written and read again on the way.
        for limit in [20_000, 3] {
            let rebuilt = InMemoryViewStore()
            let rebuilder = ViewRebuilder(
                events: ReplayStore(events, pageSize: 20), views: rebuilt, limit: limit)
            #expect(try await rebuilder.rebuild().position == Int64(events.count))

            for view in ViewCatalog.all {
                let left = await live.list(view.name, ViewQuery(limit: 500)).rows
                let right = await rebuilt.list(view.name, ViewQuery(limit: 500)).rows
                #expect(left == right, "view \(view.name), seed \(seed), limit \(limit)")
                #expect(!left.isEmpty || view.name == "rollbacks", "\(view.name), seed \(seed)")
            }
        }
    }
}
