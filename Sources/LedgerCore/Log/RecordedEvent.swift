/// A fact as the log holds it: what was decided, and where and when it was recorded.
package struct RecordedEvent: Sendable, Equatable {
    /// Place in the whole log: 1, 2, 3 … without a gap, in commit order.
    package let position: Int64
    package let stream: StreamName
    /// Place in its stream: 1, 2, 3 … without a gap.
    package let version: Int64
    package let event: NewEvent
    package let origin: EventOrigin
    /// When it was recorded, by Postgres' clock; never goes back along positions.
    package let recordedAt: Timestamp

    package init(
        position: Int64, stream: StreamName, version: Int64, event: NewEvent, origin: EventOrigin,
        recordedAt: Timestamp
    ) {
        self.position = position
        self.stream = stream
        self.version = version
        self.event = event
        self.origin = origin
        self.recordedAt = recordedAt
    }

    package var type: String { event.type }
    package var data: [UInt8] { event.data }
}

/// Who caused an event, through what, and why.
package struct EventOrigin: Sendable, Equatable {
    package let commandID: ID
    /// The authenticated cause, such as `key:ci` or `worker:w-7f3a`; never a free string of a client.
    package let actor: String
    /// What the caller says of itself, such as `shiplog-cli/1.0 (alice)`; nobody vouches for it.
    package let client: String?
    package let reason: String?
    /// Ties together everything that one outside request caused.
    package let correlationID: ID
    /// The event that directly caused this one.
    package let causationID: ID?
    /// W3C trace context of the request.
    package let traceparent: String?

    package init(
        commandID: ID, actor: String, client: String? = nil, reason: String? = nil,
        correlationID: ID, causationID: ID? = nil, traceparent: String? = nil
    ) {
        self.commandID = commandID
        self.actor = actor
        self.client = client
        self.reason = reason
        self.correlationID = correlationID
        self.causationID = causationID
        self.traceparent = traceparent
    }
}
