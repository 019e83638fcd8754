package import LedgerCore

/// What the views show of a verdict.
package struct VerdictNote: Sendable {
    /// `nil`, as the stage is, for the steady watch over a service.
    package let deployment: ID?
    package let stage: Int?
    package let kind: Verdict.Kind
    /// `nil` when a later verdict on the same stage or service is in the same batch, whose checks will show.
    package private(set) var checks: [Check]?

    /// The verdicts among some events by position; measurements, most of a log, are not even read.
    ///
    /// - Throws: ``StoredEventError`` for an event of a samples stream that cannot be read.
    static func read(_ batch: [RecordedEvent]) throws(StoredEventError) -> [Int64: VerdictNote] {
        var notes: [Int64: VerdictNote] = [:]
        var seen: Set<Place> = []
        for event in batch.reversed() where event.stream.kind == "samples" {
            guard event.type != SampleEvent.Name.recorded.rawValue else { continue }
            var note = try VerdictNote(event)
            if seen.insert(Place(stream: event.stream, stage: note.stage)).inserted {
                try note.readChecks(of: event)
            }
            notes[event.position] = note
        }
        return notes
    }

    private struct Place: Hashable {
        let stream: StreamName
        let stage: Int?
    }

    private init(_ event: RecordedEvent) throws(StoredEventError) {
        let body = StoredBody(schema: event.event.schema, data: event.data)
        let part = try body.decodePart(
            of: SampleEvent.Judged.self, ["deployment", "stage", "verdict"]
        ) { fields in
            VerdictNote(
                deployment: fields.optionalID("deployment"),
                stage: fields.optionalInteger("stage", in: 0...1000),
                kind: fields.choice("verdict", or: .error))
        }
        if let part, event.type == SampleEvent.Name.judged.rawValue {
            self = part
        } else {
            self.init(try Self.judged(event))
        }
    }

    private init(deployment: ID?, stage: Int?, kind: Verdict.Kind) {
        (self.deployment, self.stage, self.kind) = (deployment, stage, kind)
    }

    private init(_ fact: SampleEvent.Judged) {
        self.init(deployment: fact.deployment, stage: fact.stage, kind: fact.verdict.kind)
    }

    private mutating func readChecks(of event: RecordedEvent) throws(StoredEventError) {
        checks = try Self.judged(event).verdict.checks
    }

    /// - Throws: also for a type that no version of this program has written.
    private static func judged(_ event: RecordedEvent) throws(StoredEventError)
        -> SampleEvent.Judged
    {
        guard case .judged(let fact) = try SampleEvent(event) else {
            throw StoredEventError("\(event.type.prefix(100)) is no verdict")
        }
        return fact
    }
}
