package import LedgerCore

/// One command's facts, recorded all or not at all, in one or several streams.
package struct AppendRequest: Sendable, Equatable {
    /// The same id again answers with the first outcome; see ``AppendOutcome/replayed(_:)``.
    package var commandID: ID { origin.commandID }
    package let origin: EventOrigin
    /// SHA-256 of what was asked for; tells a repeat from another request under the same id.
    package let requestHash: [UInt8]
    /// The first is the primary stream: the due row and `lastVersion` are about it. At least one.
    package let parts: [StreamAppend]
    package let due: DueChange
    /// What the caller was told (JSON); a repeat is told the same.
    ///
    /// With an answer, or with events, the command is remembered; with neither it is not.
    package let answer: [UInt8]?

    package init(
        origin: EventOrigin, requestHash: [UInt8], parts: [StreamAppend], due: DueChange,
        answer: [UInt8]? = nil
    ) {
        precondition(!parts.isEmpty, "an append names at least one stream")
        self.origin = origin
        self.requestHash = requestHash
        self.parts = parts
        self.due = due
        self.answer = answer
    }

    package var eventCount: Int { parts.reduce(0) { $0 + $1.events.count } }
    package var isRemembered: Bool { answer != nil || eventCount > 0 }
}

/// What one command does to one stream; without events it only checks the version.
package struct StreamAppend: Sendable, Equatable {
    package let stream: StreamName
    /// The version that the decision rests on; `nil` accepts any.
    package let expectedVersion: Int64?
    package let events: [NewEvent]

    package init(stream: StreamName, expectedVersion: Int64?, events: [NewEvent]) {
        self.stream = stream
        self.expectedVersion = expectedVersion
        self.events = events
    }
}

/// What an append does to the due row of its primary stream, in the same transaction.
package enum DueChange: Sendable, Equatable {
    case keep
    case clear
    /// Sets the row; only for an append that expects the version of the primary stream.
    case set(Timestamp, isUrgent: Bool)
    /// Makes the row at most this late, and never less urgent; for any other append.
    case bringForward(Timestamp, isUrgent: Bool)
}
