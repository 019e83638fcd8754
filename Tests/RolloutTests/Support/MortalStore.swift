import EventLog
import LedgerCore

/// The log as a worker reaches it that may be dead.
struct MortalStore: EventStore {
    let base: InMemoryEventStore
    let mortality: Mortality

    private func demandLife() throws(EventStoreError) {
        if mortality.isDead { throw EventStoreError(.unavailable, "killed") }
    }

    func append(_ request: AppendRequest) async throws(EventStoreError) -> AppendOutcome {
        try demandLife()
        return try await base.append(request)
    }

    func load(_ query: LoadQuery) async throws(EventStoreError) -> Loaded {
        try demandLife()
        return await base.load(query)
    }

    func read(after position: Int64, limit: Int) async throws(EventStoreError) -> [RecordedEvent] {
        try demandLife()
        return await base.read(after: position, limit: limit)
    }

    func waitForNews(patience: Duration) async { await base.waitForNews(patience: patience) }
}
