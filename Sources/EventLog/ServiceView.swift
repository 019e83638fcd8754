package import LedgerCore

/// One service as the log has it, and the time: all that a decision rests on.
package struct ServiceView: Sendable, Equatable {
    package let stream: StreamName
    package var state: ServiceState
    /// Of ``looksOf``; of the last deployment when none is active.
    package var looks: Looks
    package var looksOf: ID?
    package var now: Timestamp
    package var due: DueRow?
    package var command: KnownCommand?

    init(stream: StreamName) {
        self.stream = stream
        self.state = ServiceState()
        self.looks = Looks()
        self.now = Timestamp(microseconds: 0)
    }

    /// Folds what this process has just appended, as it was recorded.
    package mutating func fold(
        _ service: [NewEvent], _ samples: [NewEvent], _ receipt: Receipt,
        origin: EventOrigin
    ) throws(StoredEventError) {
        var position = receipt.firstPosition
        func record(_ event: NewEvent, _ stream: StreamName, _ version: Int64) -> RecordedEvent {
            defer { position += 1 }
            return RecordedEvent(
                position: position, stream: stream, version: version, event: event, origin: origin,
                recordedAt: receipt.recordedAt)
        }
        for event in service { try state.fold([record(event, stream, state.version + 1)]) }
        if let begun = state.active?.id, begun != looksOf {
            // A deployment that has just begun was not measured yet.
            looksOf = begun
            looks = Looks()
        }
        if let looksOf, !samples.isEmpty {
            let name = StreamName.samples(of: looksOf)
            for event in samples { try looks.fold([record(event, name, looks.version + 1)]) }
        }
        now = max(now, receipt.recordedAt)
    }
}
