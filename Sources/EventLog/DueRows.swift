package import LedgerCore

/// When somebody must look at a stream again. Every service with an open saga has exactly one.
package struct DueRow: Sendable, Equatable {
    package let at: Timestamp
    /// Something must stop: dispatched again after 3 s instead of 30.
    package let isUrgent: Bool
    /// How often it was dispatched since the stream last moved or the row was last written.
    package let dispatches: Int

    package init(at: Timestamp, isUrgent: Bool, dispatches: Int) {
        self.at = at
        self.isUrgent = isUrgent
        self.dispatches = dispatches
    }
}

/// A due row that was taken to be dispatched.
package struct DueStream: Sendable, Equatable {
    package let stream: StreamName
    package let isUrgent: Bool
    /// This dispatch included, so 1 and up; more than 5 without progress means a stalled saga.
    package let dispatches: Int
    /// How long ago it was due, in whole milliseconds.
    package let lateMilliseconds: Int

    package init(stream: StreamName, isUrgent: Bool, dispatches: Int, lateMilliseconds: Int) {
        self.stream = stream
        self.isUrgent = isUrgent
        self.dispatches = dispatches
        self.lateMilliseconds = lateMilliseconds
    }
}

/// The durable timers beside the log; rows are written by ``EventStore/append(_:)``.
package protocol DueRows: Sendable {
    /// Takes rows whose time has come, pushes them ahead (30 s, urgent ones 3 s) and counts.
    ///
    /// Two callers never get the same row for the same time. A tiny transaction of its own.
    /// - Parameter limit: 1...1,000 rows, the latest overdue first.
    func takeDue(limit: Int) async throws(EventStoreError) -> [DueStream]

    /// Puts a stalled row off by `seconds`, without counting and without making it less urgent.
    func postpone(_ stream: StreamName, seconds: Int) async throws(EventStoreError)
}
