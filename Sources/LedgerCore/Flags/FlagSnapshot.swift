/// All flags of one environment as they were at one position of the log; it never changes.
package struct FlagSnapshot: Sendable {
    package enum Entry: Sendable {
        case flag(FeatureFlag)
        /// Its events cannot be read by this program: it has no answer, the others have theirs.
        case unreadable(String)
    }

    /// Of the log, when one of these flags last changed.
    package let position: Int64
    private let entries: [ExactText: Entry]
    /// By the bytes of the keys.
    package let sorted: [(key: String, entry: Entry)]

    package init(position: Int64 = 0, entries: [ExactText: Entry] = [:]) {
        self.position = position
        self.entries = entries
        sorted = entries.sorted { $0.key < $1.key }.map { ($0.key.text, $0.value) }
    }

    package init(_ flags: [FeatureFlag]) {
        self.init(
            entries: Dictionary(
                flags.map { (ExactText($0.definition.key), .flag($0)) }, uniquingKeysWith: { $1 }))
    }

    /// The same with other definitions in the place of these keys', for rules that look ahead.
    package func with(_ definitions: [FlagDefinition]) -> FlagSnapshot {
        var entries = entries
        for definition in definitions {
            entries[ExactText(definition.key)] = .flag(FeatureFlag(definition))
        }
        return FlagSnapshot(position: position, entries: entries)
    }

    package func entry(_ key: String) -> Entry? { entries[ExactText(key)] }

    package func flag(_ key: String) -> FeatureFlag? {
        if case .flag(let flag)? = entry(key) { flag } else { nil }
    }

    /// - Returns: `nil` when there is no such flag, or it is unreadable.
    package func evaluate(
        _ key: String, for context: FlagContext, at now: Timestamp
    ) -> FlagEvaluation? {
        guard let flag = flag(key) else { return nil }
        return evaluate(flag, for: context, at: now)
    }

    package func evaluate(
        _ flag: FeatureFlag, for context: FlagContext, at now: Timestamp
    ) -> FlagEvaluation {
        var evaluator = FlagEvaluator(snapshot: self, context: context, now: now)
        return evaluator.evaluate(flag)
    }
}
