import EventLog
import LedgerCore
import LedgerTestKit
import Testing
import Views

@Suite struct ProjectorTests {
    @Test func `events whose rows could not be saved are folded once, not twice`() async throws {
        var history = RandomHistory(seed: 7)
        history.run(steps: 120)
        let steady = InMemoryViewStore()
        let shaky = InMemoryViewStore()
        let failing = FailingViewStore(shaky)
        let undisturbed = Projector(events: ReplayStore(history.events), views: steady)
        while try await undisturbed.advance() > 0 {}

        let projector = Projector(events: ReplayStore(history.events), views: failing)
        await #expect(throws: ViewStoreError.self) { try await projector.advance() }
        while try await projector.advance() > 0 {}

        for view in ViewCatalog.all {
            let expected = await steady.list(view.name, ViewQuery(limit: 500)).rows
            #expect(await shaky.list(view.name, ViewQuery(limit: 500)).rows == expected)
        }
    }
}
