package import EventLog
package import LedgerCore

/// A log that was written elsewhere: only to be read.
package struct ReplayStore: EventStore {
    private let events: [RecordedEvent]
    private let pageSize: Int

    /// - Parameter pageSize: most events that one read gives, whatever is asked for.
    package init(_ events: [RecordedEvent], pageSize: Int = .max) {
        self.events = events
        self.pageSize = pageSize
    }

    package func append(_ request: AppendRequest) async throws(EventStoreError) -> AppendOutcome {
        throw EventStoreError(.unavailable, "this log is only to be read")
    }

    package func load(_ query: LoadQuery) async throws(EventStoreError) -> Loaded {
        let tails = query.streams.map { tail in
            events.filter { $0.stream == tail.stream && $0.version > tail.afterVersion }
        }
        return Loaded(events: tails, now: events.last?.recordedAt ?? Timestamp(microseconds: 0))
    }

    package func read(
        after position: Int64, limit: Int
    ) async throws(EventStoreError) -> [RecordedEvent] {
        Array(events.lazy.filter { $0.position > position }.prefix(min(limit, pageSize)))
    }

    package func waitForNews(patience: Duration) async {}
}
