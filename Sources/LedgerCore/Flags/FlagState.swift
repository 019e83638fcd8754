/// Everything that the rules know of one flag: the fold of its stream, and of nothing else.
package struct FlagState: Sendable {
    /// Version of the stream; 0 for a flag that never was.
    package private(set) var version: Int64 = 0
    package private(set) var lastAt = Timestamp(microseconds: 0)
    /// `nil` before it was created, and after it was archived.
    package private(set) var definition: FlagDefinition?
    package private(set) var isKilled = false
    /// Of the creation that counts: a key may be used again after it was archived.
    package private(set) var createdAt = Timestamp(microseconds: 0)
    /// When the definition, or the kill, last changed; overrides do not count.
    package private(set) var changedAt = Timestamp(microseconds: 0)
    package private(set) var overrides: [ExactText: FlagOverride] = [:]

    package init() {}

    package mutating func fold(_ events: some Sequence<RecordedEvent>) throws(StoredEventError) {
        for recorded in events {
            Self.evolve(&self, with: try FlagEvent(recorded), EventContext(recorded))
        }
    }

    /// The flag as it is evaluated; `nil` when there is none.
    package var flag: FeatureFlag? {
        definition.map {
            FeatureFlag(
                $0, isKilled: isKilled, overrides: overrides, version: version,
                changedAt: changedAt)
        }
    }

    /// Those that still count, and those whose time is over, by the bytes of the users.
    package var sortedOverrides: [FlagOverride] {
        overrides.sorted { $0.key < $1.key }.map(\.value)
    }

    /// Folds one more event in. Total: whatever was recorded folds, for ever.
    package static func evolve(
        _ state: inout FlagState, with event: FlagEvent, _ context: EventContext
    ) {
        state.version = context.version
        state.lastAt = max(state.lastAt, context.at)
        switch event {
        case .created(let fact):
            state.definition = fact.definition
            state.createdAt = context.at
            state.isKilled = false
            state.overrides = [:]
        case .changed(let fact): state.definition = fact.definition
        case .killed: state.isKilled = true
        case .restored: state.isKilled = false
        case .overrideSet(let fact):
            state.overrides[ExactText(fact.override.user)] = fact.override
            return
        case .overrideRemoved(let fact):
            state.overrides[ExactText(fact.user)] = nil
            return
        case .archived:
            state.definition = nil
            state.overrides = [:]
        }
        state.changedAt = context.at
    }
}
