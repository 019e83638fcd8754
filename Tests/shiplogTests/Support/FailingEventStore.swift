import EventLog
import LedgerCore
import Synchronization

/// A log that cannot be reached for a while.
final class FailingEventStore: EventStore {
    private let left: Mutex<Int>
    private let store: (any EventStore)?

    /// - Parameter failures: calls that fail before the others reach `store`.
    init(failures: Int, store: (any EventStore)? = nil) {
        self.store = store
        left = Mutex(failures)
    }

    func append(_ request: AppendRequest) async throws(EventStoreError) -> AppendOutcome {
        try await reached().append(request)
    }

    func load(_ query: LoadQuery) async throws(EventStoreError) -> Loaded {
        try await reached().load(query)
    }

    func read(
        after position: Int64, limit: Int
    ) async throws(EventStoreError) -> [RecordedEvent] {
        try await reached().read(after: position, limit: limit)
    }

    func waitForNews(patience: Duration) async { await store?.waitForNews(patience: patience) }

    private func reached() throws(EventStoreError) -> any EventStore {
        let fails = left.withLock { left in
            guard left > 0 else { return false }
            left -= 1
            return true
        }
        guard !fails, let store else { throw EventStoreError(.unavailable, "away") }
        return store
    }
}
