package import LedgerCore

/// The log. Appends are atomic, idempotent by command id and fenced by expected versions.
///
/// All implementations pass `EventStoreContract` of the test kit.
package protocol EventStore: Sendable {
    /// Records one command's events, or says why not; never half of them.
    func append(_ request: AppendRequest) async throws(EventStoreError) -> AppendOutcome

    /// Reads the tails of some streams, the clock, a due row and a command in one snapshot.
    ///
    /// Decisions rest on this: the clock is at least the time of the last recorded event.
    func load(_ query: LoadQuery) async throws(EventStoreError) -> Loaded

    /// Reads the log in order, beginning after a position.
    ///
    /// - Parameter limit: 1...10,000 events.
    func read(after position: Int64, limit: Int) async throws(EventStoreError) -> [RecordedEvent]

    /// Streams the log from a position to its end as it is now, in order, some hundred events at a
    /// time; the next ones are read only when `body` has returned, but for a little ahead.
    ///
    /// - Throws: ``EventStoreError``, or what `body` throws.
    func readAll(
        after position: Int64, _ body: @escaping @Sendable ([RecordedEvent]) async throws -> Void
    ) async throws

    /// Searches a bounded part of the log, in the query's order.
    func find(_ query: EventQuery) async throws(EventStoreError) -> EventPage

    /// Returns when the log may have grown, or after `patience`: a hint, reading tells.
    func waitForNews(patience: Duration) async
}

extension EventStore {
    /// Page by page.
    package func readAll(
        after position: Int64, _ body: @escaping @Sendable ([RecordedEvent]) async throws -> Void
    ) async throws {
        var end = position
        while let last = try await page(after: end, body) { end = last }
    }

    /// - Returns: the last position of the page; `nil` when the log has ended.
    private func page(
        after position: Int64, _ body: @Sendable ([RecordedEvent]) async throws -> Void
    ) async throws -> Int64? {
        let events = try await read(after: position, limit: 1000)
        guard let last = events.last else { return nil }
        try await body(events)
        return last.position
    }
}

/// What ``EventStore/load(_:)`` shall read.
package struct LoadQuery: Sendable, Equatable {
    /// Each stream with the version after which to begin; 0 reads it whole.
    package let streams: [StreamTail]
    /// The stream whose due row is wanted, if any.
    package let dueOf: StreamName?
    /// The command to look up, if any.
    package let command: ID?

    package init(streams: [StreamTail], dueOf: StreamName? = nil, command: ID? = nil) {
        self.streams = streams
        self.dueOf = dueOf
        self.command = command
    }
}

package struct StreamTail: Sendable, Equatable {
    package let stream: StreamName
    package let afterVersion: Int64
    /// Most events to read, 1 and up; `nil` reads to the end, as a fold must.
    package let limit: Int?

    package init(_ stream: StreamName, after version: Int64 = 0, limit: Int? = nil) {
        self.stream = stream
        self.afterVersion = version
        self.limit = limit
    }
}

/// One snapshot of what a decision needs.
package struct Loaded: Sendable, Equatable {
    /// Per stream of the query, in its order; each in version order.
    package let events: [[RecordedEvent]]
    /// `greatest(database clock, time of the last event)`.
    package let now: Timestamp
    package let due: DueRow?
    package let command: KnownCommand?

    package init(
        events: [[RecordedEvent]], now: Timestamp, due: DueRow? = nil, command: KnownCommand? = nil
    ) {
        self.events = events
        self.now = now
        self.due = due
        self.command = command
    }
}

/// A command that was recorded before.
package struct KnownCommand: Sendable, Equatable {
    package let requestHash: [UInt8]
    package let receipt: Receipt

    package init(requestHash: [UInt8], receipt: Receipt) {
        self.requestHash = requestHash
        self.receipt = receipt
    }
}
