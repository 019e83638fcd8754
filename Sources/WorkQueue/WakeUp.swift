package import LedgerCore

/// A hint that a stream wants looking at; the truth is in the log and its due rows.
package struct WakeUp: Sendable, Hashable {
    package let stream: StreamName
    package let lane: Lane
    /// The command that caused it; `nil` for a due row.
    package let command: ID?
    /// W3C trace context to link the work to.
    package let traceparent: String?

    package init(stream: StreamName, lane: Lane, command: ID? = nil, traceparent: String? = nil) {
        self.stream = stream
        self.lane = lane
        self.command = command
        self.traceparent = traceparent
    }
}

/// Control (abort, rollback) is read first, and a slot is kept free for it.
package enum Lane: String, Sendable, CaseIterable {
    case control
    case commands
}

/// One wake-up in somebody's hands, until it is acknowledged, released or claimed by another.
package struct Delivery: Sendable, Hashable {
    package let id: DeliveryID
    package let wakeUp: WakeUp
    /// It was taken from a consumer that had been silent for the claim's idle time.
    package let isClaimed: Bool

    package init(id: DeliveryID, wakeUp: WakeUp, isClaimed: Bool) {
        self.id = id
        self.wakeUp = wakeUp
        self.isClaimed = isClaimed
    }
}

/// Names an entry of the queue; opaque to everyone but the queue.
package struct DeliveryID: Sendable, Hashable {
    package let lane: Lane
    /// 0..<8.
    package let partition: Int
    package let entry: String

    package init(lane: Lane, partition: Int, entry: String) {
        self.lane = lane
        self.partition = partition
        self.entry = entry
    }
}
