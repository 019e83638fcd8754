/// A flag as it is evaluated: what it is, and what was done to it.
///
/// A class, because it is looked up for every evaluation: copies would cost more than the answer.
package final class FeatureFlag: Sendable {
    package let definition: FlagDefinition
    package let isKilled: Bool
    /// Version of its stream.
    package let version: Int64
    private let overrides: [ExactText: FlagOverride]

    package init(
        _ definition: FlagDefinition, isKilled: Bool = false,
        overrides: [ExactText: FlagOverride] = [:], version: Int64 = 0
    ) {
        self.definition = definition
        self.isKilled = isKilled
        self.overrides = overrides
        self.version = version
    }

    package func override(for user: String, at now: Timestamp) -> FlagOverride? {
        guard !overrides.isEmpty, let found = overrides[ExactText(user)], found.isInForce(at: now)
        else { return nil }
        return found
    }

    /// The value of an evaluation; `nil` when it names none, or one that the flag does not have.
    package func value(of evaluation: FlagEvaluation) -> JSONValue? {
        evaluation.variant.flatMap { definition.variant(named: $0)?.value }
    }
}
