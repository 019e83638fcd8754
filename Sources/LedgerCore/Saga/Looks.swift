/// The fold of a samples stream, of a deployment or of the steady watch: what was looked at, when, and with what verdict.
package struct Looks: Sendable, Equatable {
    package struct Look: Sendable, Equatable {
        /// Version of the verdict in the samples stream.
        package let version: Int64
        /// `nil` in the steady watch.
        package let stage: Int?
        package let kind: Verdict.Kind
        package let at: Timestamp
        /// `nil` when the source did not tell anything of what is judged.
        package let measured: MeasuredLook?
        /// Measured of all that it was about: the next window begins here.
        package let isComplete: Bool
    }

    /// Version of the samples stream; 0 when it is empty.
    package private(set) var version: Int64 = 0
    /// Oldest first; at most ``limit``.
    package private(set) var looks: [Look] = []
    /// Of the steady watch's looks.
    package private(set) var traffic = LiveTraffic()
    /// Measurements by version that no verdict has cited yet: those of one look.
    private var samples: [Int64: SampleEvent.Recorded] = [:]

    /// A look each second for a quarter of an hour; older ones belong to stages long passed.
    package static let limit = 1000
    /// Of the steady watch, as many as a policy may ask for in a row.
    private static let watchLimit = 20

    package init() {}

    package static func evolve(
        _ state: inout Looks, with event: SampleEvent, _ context: EventContext
    ) {
        state.version = context.version
        switch event {
        case .recorded(let sample):
            // More than a look has are of looks that were never judged.
            if state.samples.count >= samplesLimit { state.samples = [:] }
            state.samples[context.version] = sample
        case .judged(let fact): state.add(fact, context)
        }
    }

    private static let samplesLimit = 10

    private mutating func add(_ fact: SampleEvent.Judged, _ context: EventContext) {
        let cited = fact.samples.compactMap { samples[$0] }
        samples = [:]
        let subject = cited.first { $0.role != .baseline }?.values
        let baseline = cited.first { $0.role == .baseline }?.values
        if fact.stage == nil, let live = cited.first, let values = live.values {
            traffic.add(values, seconds: live.windowSeconds, until: context.at)
        }
        looks.append(
            Look(
                version: context.version, stage: fact.stage, kind: fact.verdict.kind,
                at: context.at,
                // The steady watch judges each look by itself.
                measured: fact.stage == nil
                    ? nil : subject.map { MeasuredLook(subject: $0, baseline: baseline) },
                isComplete: !cited.isEmpty && cited.allSatisfy { $0.values != nil }))
        if looks.count > (fact.stage == nil ? Self.watchLimit : Self.limit) {
            looks.removeFirst()
        }
    }

    package mutating func fold(_ events: some Sequence<RecordedEvent>) throws(StoredEventError) {
        for recorded in events {
            Self.evolve(&self, with: try SampleEvent(recorded), EventContext(recorded))
        }
    }

    /// Those of one stage, or of the steady watch, that were taken at or after a moment.
    package func looks(ofStage stage: Int?, since time: Timestamp) -> [Look] {
        looks.filter { $0.stage == stage && $0.at >= time }
    }
}

extension SampleEvent.Recorded {
    /// What the source told, if it was sensible.
    fileprivate var values: Measurement.Values? {
        guard case .value(let values) = measurement.answer, ErrorCount(values).isValid else {
            return nil
        }
        return values
    }
}
