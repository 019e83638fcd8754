import EventLog
import LedgerCore
import Synchronization

/// A log in memory that grows between two searches, once.
final class GrowingStore: EventStore {
    let log: InMemoryEventStore
    private let isToGrow = Mutex(true)
    private let grow: @Sendable (InMemoryEventStore) async -> Void

    init(_ log: InMemoryEventStore, grow: @escaping @Sendable (InMemoryEventStore) async -> Void) {
        self.log = log
        self.grow = grow
    }

    func find(_ query: EventQuery) async throws(EventStoreError) -> EventPage {
        let page = try await log.find(query)
        let isFirst = isToGrow.withLock { isToGrow in
            defer { isToGrow = false }
            return isToGrow
        }
        if isFirst { await grow(log) }
        return page
    }

    func append(_ request: AppendRequest) async throws(EventStoreError) -> AppendOutcome {
        try await log.append(request)
    }

    func load(_ query: LoadQuery) async throws(EventStoreError) -> Loaded { await log.load(query) }

    func read(after position: Int64, limit: Int) async throws(EventStoreError) -> [RecordedEvent] {
        await log.read(after: position, limit: limit)
    }

    func waitForNews(patience: Duration) async { await log.waitForNews(patience: patience) }
}
