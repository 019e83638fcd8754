/// One evaluation, with the flags that it rests on.
///
/// The order is: killed, override, not enabled, prerequisites, rules, strategy, default.
struct FlagEvaluator {
    private let snapshot: FlagSnapshot
    private let context: FlagContext
    private let now: Timestamp
    /// Prerequisites that were asked, so that each is asked once however many rest on it.
    private var asked: [ExactText: FlagEvaluation] = [:]
    private var depth = 0

    /// How far prerequisites of prerequisites are followed.
    static let maximumDepth = 16

    init(snapshot: FlagSnapshot, context: FlagContext, now: Timestamp) {
        self.snapshot = snapshot
        self.context = context
        self.now = now
    }

    mutating func evaluate(_ flag: FeatureFlag) -> FlagEvaluation {
        let definition = flag.definition
        if flag.isKilled { return off(definition, .killed) }
        if let user = context.user, let override = flag.override(for: user, at: now) {
            return FlagEvaluation(variant: override.variant, cause: .override)
        }
        guard definition.isEnabled else { return off(definition, .disabled) }
        if let missing = missingPrerequisite(definition) {
            return off(definition, .prerequisite(missing))
        }
        return ruled(definition) ?? rolledOut(definition)
    }

    private func off(_ definition: FlagDefinition, _ cause: FlagEvaluation.Cause) -> FlagEvaluation
    {
        FlagEvaluation(variant: definition.offVariant, cause: cause)
    }

    /// - Returns: the first flag that has not the variant that is asked of it.
    private mutating func missingPrerequisite(_ definition: FlagDefinition) -> String? {
        for wanted in definition.prerequisites {
            guard let variant = variant(ofPrerequisite: wanted.flag),
                variant.hasSameBytes(as: wanted.variant)
            else { return wanted.flag }
        }
        return nil
    }

    /// - Returns: `nil` also for a flag that rests on itself: no answer can be given then.
    private mutating func variant(ofPrerequisite key: String) -> String? {
        if let known = asked[ExactText(key)] { return known.variant }
        guard depth < Self.maximumDepth, let flag = snapshot.flag(key) else { return nil }
        asked[ExactText(key)] = FlagEvaluation(variant: nil, cause: .prerequisite(key))
        depth += 1
        let evaluation = evaluate(flag)
        depth -= 1
        asked[ExactText(key)] = evaluation
        return evaluation.variant
    }

    private func ruled(_ definition: FlagDefinition) -> FlagEvaluation? {
        for (index, rule) in definition.rules.enumerated() {
            if let found = matched(rule, index, definition) { return found }
        }
        return nil
    }

    private func matched(
        _ rule: FlagRule, _ index: Int, _ definition: FlagDefinition
    ) -> FlagEvaluation? {
        guard rule.conditions.allSatisfy({ $0.holds(for: context) }) else { return nil }
        var place: FlagBucket?
        if rule.percentage != .all {
            place = bucket(definition)
            guard let place, rule.percentage.includes(place) else { return nil }
        }
        if let variant = rule.variant {
            return FlagEvaluation(variant: variant, cause: .rule(index), bucket: place)
        }
        guard let divided = place ?? bucket(definition),
            let variant = rule.split.variant(for: divided)
        else { return nil }
        return FlagEvaluation(variant: variant, cause: .rule(index), bucket: divided)
    }

    private func bucket(_ definition: FlagDefinition) -> FlagBucket? {
        context.unit(definition.bucketingAttribute).map {
            FlagBucket(flag: definition.key, user: $0)
        }
    }
}

extension FlagEvaluator {
    /// What the strategy says.
    private func rolledOut(_ definition: FlagDefinition) -> FlagEvaluation {
        let rollout = definition.rollout
        switch rollout.strategy {
        case .all: return on(definition, .all)
        case .none: return FlagEvaluation(variant: definition.defaultVariant, cause: .none)
        case .percentage: return shared(definition, rollout.percentage, .percentage)
        case .userList:
            let isListed = context.user.map { rollout.users.contains($0) } ?? false
            return isListed
                ? on(definition, .listed)
                : FlagEvaluation(variant: definition.defaultVariant, cause: .notListed)
        case .gradual: return gradual(definition)
        }
    }

    private func gradual(_ definition: FlagDefinition) -> FlagEvaluation {
        let target = definition.rollout.target
        switch definition.rollout.window.place(at: now) {
        case .before:
            return FlagEvaluation(variant: definition.defaultVariant, cause: .beforeWindow)
        case .inside(let steps):
            return shared(definition, target.after(steps: steps), .insideWindow)
        case .after:
            return target.hundredths >= FlagPercentage.all.hundredths
                ? on(definition, .afterWindow) : shared(definition, target, .afterWindow)
        }
    }

    /// On for those below the percentage; never for somebody of whom nothing is known.
    private func shared(
        _ definition: FlagDefinition, _ percentage: FlagPercentage, _ cause: FlagEvaluation.Cause
    ) -> FlagEvaluation {
        let place = bucket(definition)
        guard let place, percentage.includes(place) else {
            return FlagEvaluation(
                variant: definition.defaultVariant, cause: cause, bucket: place)
        }
        return on(definition, cause, place)
    }

    private func on(
        _ definition: FlagDefinition, _ cause: FlagEvaluation.Cause, _ place: FlagBucket? = nil
    ) -> FlagEvaluation {
        guard !definition.split.isEmpty else {
            return FlagEvaluation(
                variant: definition.onVariant ?? definition.defaultVariant, cause: cause,
                bucket: place)
        }
        guard let divided = place ?? bucket(definition),
            let variant = definition.split.variant(for: divided)
        else { return FlagEvaluation(variant: definition.defaultVariant, cause: .undivided) }
        return FlagEvaluation(variant: variant, cause: cause, bucket: divided)
    }
}
