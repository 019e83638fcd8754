/// A flag as it is evaluated: what it is, and what was done to it.
///
/// A class, because it is looked up for every evaluation: copies would cost more than the answer.
package final class FeatureFlag: Sendable {
    package let definition: FlagDefinition
    package let isKilled: Bool
    /// Version of its stream.
    package let version: Int64
    /// When the definition, or the kill, last changed.
    package let changedAt: Timestamp
    private let overrides: [ExactText: FlagOverride]

    package init(
        _ definition: FlagDefinition, isKilled: Bool = false,
        overrides: [ExactText: FlagOverride] = [:], version: Int64 = 0,
        changedAt: Timestamp = Timestamp(microseconds: 0)
    ) {
        self.definition = definition
        self.isKilled = isKilled
        self.overrides = overrides
        self.version = version
        self.changedAt = changedAt
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

    /// Everybody gets the same, and has for so long that the code could do without the flag.
    package func isStale(afterDays days: Int, at now: Timestamp) -> Bool {
        now.seconds(since: changedAt) >= days * 86_400 && isOneSided(at: now)
    }

    /// Whether nobody can get another variant than the others, by what is known now.
    private func isOneSided(at now: Timestamp) -> Bool {
        if isKilled { return true }
        guard !overrides.values.contains(where: { $0.isInForce(at: now) }) else { return false }
        guard definition.isEnabled else { return true }
        guard definition.rules.isEmpty, definition.prerequisites.isEmpty else { return false }
        let rollout = definition.rollout
        let onAll = definition.split.isEmpty
        switch rollout.strategy {
        case .none: return true
        case .all: return onAll
        case .percentage:
            return rollout.percentage == .none || rollout.percentage == .all && onAll
        case .userList: return rollout.users.texts.isEmpty
        case .gradual:
            return rollout.window.place(at: now) == .after && rollout.target == .all && onAll
        }
    }
}
