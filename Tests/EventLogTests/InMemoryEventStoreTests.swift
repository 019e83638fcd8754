import EventLog
import LedgerCore
import LedgerTestKit
import Synchronization
import Testing

struct InMemoryEventStoreTests {
    @Test(arguments: EventStoreContract.rules)
    func `the store in memory keeps to the contract`(_ rule: EventStoreContract.Rule) async throws {
        // A clock that goes on by itself, a millisecond each time it is looked at.
        let ticks = Atomic<Int64>(1_764_000_000_000)
        try await rule.check(
            InMemoryEventStore {
                let tick = ticks.wrappingAdd(1, ordering: .relaxed).newValue
                return Timestamp(microseconds: tick * 1000)
            })
    }

    @Test func `a clock that goes back does not take the log with it`() async throws {
        let noon = Timestamp(microseconds: 1_764_000_000_000_000)
        let seconds = Atomic(0)
        let store = InMemoryEventStore {
            noon.adding(seconds: -seconds.load(ordering: .relaxed))
        }
        _ = try await store.append(.sample(.sample("a", at: 0)))

        seconds.store(60, ordering: .relaxed)

        let outcome = try await store.append(.sample(.sample("a", at: 1)))
        #expect(outcome.appended?.recordedAt == noon)
        #expect(await store.load(LoadQuery(streams: [])).now == noon)
    }
}
