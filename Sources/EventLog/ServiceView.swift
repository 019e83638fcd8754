package import LedgerCore

/// One service as the log has it, and the time: all that a decision rests on.
package struct ServiceView: Sendable, Equatable {
    package let stream: StreamName
    package var state: ServiceState
    /// The fold of ``samples``.
    package var looks: Looks
    /// The samples stream that was read; `nil` before the first one.
    package var samples: StreamName?
    /// What holds for all services of its environment.
    package var environment = EnvironmentState()
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
        if let begun = state.active.map({ StreamName.samples(of: $0.id) }), begun != self.samples,
            samples.isEmpty
        {
            // A deployment that has just begun was not measured yet.
            self.samples = begun
            looks = Looks()
        }
        if let name = self.samples {
            for event in samples { try looks.fold([record(event, name, looks.version + 1)]) }
        }
        now = max(now, receipt.recordedAt)
    }

    /// The samples stream that the next decision rests on: of what is under way, or of the steady
    /// watch; `nil` when nothing is looked at.
    package var samplesWanted: StreamName? {
        if let saga = state.active { return .samples(of: saga.id) }
        guard state.settings?.policies.automaticRollback != nil, state.live != nil else {
            return nil
        }
        return .watch(of: stream, at: now)
    }

    /// What the environment forbids now.
    package var rules: EnvironmentRules { environment.rules(at: now) }

    package var environmentStream: StreamName? {
        stream.service.map { .environment($0.environment) }
    }

    /// Another samples stream must be read first.
    package var lacksSamples: Bool { samplesWanted.map { $0 != samples } ?? false }
}
