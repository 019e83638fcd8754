package import EventLog
package import LedgerCore

/// One service as the log has it, and the time: all that a decision rests on.
package struct ServiceView: Sendable, Equatable {
    package let stream: StreamName
    package internal(set) var state: ServiceState
    /// Of ``looksOf``; empty when no deployment is active.
    package internal(set) var looks: Looks
    package internal(set) var looksOf: ID?
    package internal(set) var now: Timestamp
    package internal(set) var due: DueRow?
    package internal(set) var command: KnownCommand?

    init(stream: StreamName) {
        self.stream = stream
        self.state = ServiceState()
        self.looks = Looks()
        self.now = Timestamp(microseconds: 0)
    }

    /// Folds what this process has just appended, as it was recorded.
    mutating func fold(_ service: [NewEvent], _ samples: [NewEvent], _ receipt: Receipt,
        origin: EventOrigin) throws(StoredEventError)
    {
        var position = receipt.firstPosition
        func record(_ event: NewEvent, _ stream: StreamName, _ version: Int64) -> RecordedEvent {
            defer { position += 1 }
            return RecordedEvent(
                position: position, stream: stream, version: version, event: event, origin: origin,
                recordedAt: receipt.recordedAt)
        }
        for event in service { try state.fold([record(event, stream, state.version + 1)]) }
        if let looksOf {
            let name = StreamName.samples(of: looksOf)
            for event in samples { try looks.fold([record(event, name, looks.version + 1)]) }
        }
        now = max(now, receipt.recordedAt)
    }
}
