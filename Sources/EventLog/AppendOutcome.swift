package import LedgerCore

/// What became of one append. Only `appended` changed anything.
package enum AppendOutcome: Sendable, Equatable {
    case appended(Receipt)
    /// The command id was known with the same request hash: the first receipt again.
    ///
    /// After a lost connection a first caller may see this too; treat it as success.
    case replayed(Receipt)
    /// The command id was known with another request hash.
    case commandReused
    /// A stream had moved on; nothing was recorded.
    case wrongVersion(stream: StreamName, current: Int64)
}

/// Where a command's events are in the log.
package struct Receipt: Sendable, Equatable {
    /// Position of the first event; the others follow without a gap, in the order of the parts.
    /// One past the end of the log as it was when there were no events.
    package let firstPosition: Int64
    package let eventCount: Int
    /// Version of the primary stream afterwards.
    package let lastVersion: Int64
    package let recordedAt: Timestamp
    package let answer: [UInt8]?

    package init(
        firstPosition: Int64, eventCount: Int, lastVersion: Int64, recordedAt: Timestamp,
        answer: [UInt8]?
    ) {
        self.firstPosition = firstPosition
        self.eventCount = eventCount
        self.lastVersion = lastVersion
        self.recordedAt = recordedAt
        self.answer = answer
    }
}

/// Why the store could not answer.
package struct EventStoreError: Error, Sendable, Equatable {
    package enum Code: String, Sendable {
        /// The queue of appends is full; nothing was sent. Try again after a second.
        case busy
        /// No connection, or it was lost and could not be restored in time.
        ///
        /// What an append did is unknown: the same command id again tells.
        case unavailable
        /// The data was refused, such as a payload that is not JSON; trying again cannot help.
        case invalid
    }

    package let code: Code
    /// Safe for a log and a user; quotes no data.
    package let message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    package var isTransient: Bool { code != .invalid }
}

extension EventStoreError: CustomStringConvertible {
    package var description: String { "\(code.rawValue): \(message)" }
}
