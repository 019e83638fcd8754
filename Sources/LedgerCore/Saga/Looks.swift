/// The fold of a samples stream, of a deployment or of the steady watch: what was looked at, when, and with what verdict.
package struct Looks: Sendable, Equatable {
    package struct Look: Sendable, Equatable {
        /// Version of the verdict in the samples stream.
        package let version: Int64
        /// `nil` in the steady watch.
        package let stage: Int?
        package let kind: Verdict.Kind
        package let at: Timestamp
    }

    /// Version of the samples stream; 0 when it is empty.
    package private(set) var version: Int64 = 0
    /// Oldest first; at most ``limit``.
    package private(set) var looks: [Look] = []

    /// A look each second for a quarter of an hour; older ones belong to stages long passed.
    package static let limit = 1000

    package init() {}

    package static func evolve(
        _ state: inout Looks, with event: SampleEvent, _ context: EventContext
    ) {
        state.version = context.version
        guard case .judged(let fact) = event else { return }
        state.looks.append(
            Look(
                version: context.version, stage: fact.stage, kind: fact.verdict.kind, at: context.at
            )
        )
        if state.looks.count > limit { state.looks.removeFirst() }
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
