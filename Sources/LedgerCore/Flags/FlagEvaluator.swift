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
        if flag.isKilled { return off(flag, .killed) }
        if let user = context.user, let override = flag.override(for: user, at: now) {
            return FlagEvaluation(variant: override.variant, cause: .override)
        }
        guard flag.definition.isEnabled else { return off(flag, .disabled) }
        if let missing = missingPrerequisite(flag) { return off(flag, .prerequisite(missing)) }
        return ruled(flag) ?? rolledOut(flag)
    }

    private func off(_ flag: FeatureFlag, _ cause: FlagEvaluation.Cause) -> FlagEvaluation {
        FlagEvaluation(variant: flag.definition.offVariant, cause: cause)
    }

    /// - Returns: the first flag that has not the variant that is asked of it.
    private mutating func missingPrerequisite(_ flag: FeatureFlag) -> String? {
        for wanted in flag.definition.prerequisites {
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

    private func ruled(_ flag: FeatureFlag) -> FlagEvaluation? {
        for (index, rule) in flag.definition.rules.enumerated() {
            if let found = matched(rule, index, flag) { return found }
        }
        return nil
    }

    private func matched(
        _ rule: FlagRule, _ index: Int, _ flag: FeatureFlag
    ) -> FlagEvaluation? {
        guard rule.conditions.allSatisfy({ $0.holds(for: context) }) else { return nil }
        var place: FlagBucket?
        if rule.percentage != .all {
            place = bucket(flag)
            guard let place, rule.percentage.includes(place) else { return nil }
        }
        if let variant = rule.variant {
            return FlagEvaluation(variant: variant, cause: .rule(index), bucket: place)
        }
        guard let divided = place ?? bucket(flag),
            let variant = rule.split.variant(for: divided)
        else { return nil }
        return FlagEvaluation(variant: variant, cause: .rule(index), bucket: divided)
    }

    private func bucket(_ flag: FeatureFlag) -> FlagBucket? {
        context.unit(flag.definition.bucketingAttribute).map {
            FlagBucket(flag: flag.definition.key, user: $0)
        }
    }
}

extension FlagEvaluator {
    /// What the strategy says.
    private func rolledOut(_ flag: FeatureFlag) -> FlagEvaluation {
        let rollout = flag.definition.rollout
        switch rollout.strategy {
        case .all: return on(flag, .all)
        case .none: return FlagEvaluation(variant: flag.definition.defaultVariant, cause: .none)
        case .percentage: return shared(flag, rollout.percentage, .percentage)
        case .userList:
            let isListed = context.user.map { rollout.users.contains($0) } ?? false
            return isListed
                ? on(flag, .listed)
                : FlagEvaluation(variant: flag.definition.defaultVariant, cause: .notListed)
        case .gradual: return gradual(flag)
        }
    }

    private func gradual(_ flag: FeatureFlag) -> FlagEvaluation {
        let target = flag.definition.rollout.target
        switch flag.definition.rollout.window.place(at: now) {
        case .before:
            return FlagEvaluation(variant: flag.definition.defaultVariant, cause: .beforeWindow)
        case .inside(let steps):
            return shared(flag, target.after(steps: steps), .insideWindow)
        case .after:
            return target.hundredths >= FlagPercentage.all.hundredths
                ? on(flag, .afterWindow) : shared(flag, target, .afterWindow)
        }
    }

    /// On for those below the percentage; never for somebody of whom nothing is known.
    private func shared(
        _ flag: FeatureFlag, _ percentage: FlagPercentage, _ cause: FlagEvaluation.Cause
    ) -> FlagEvaluation {
        let place = bucket(flag)
        guard let place, percentage.includes(place) else {
            return FlagEvaluation(
                variant: flag.definition.defaultVariant, cause: cause, bucket: place)
        }
        return on(flag, cause, place)
    }

    private func on(
        _ flag: FeatureFlag, _ cause: FlagEvaluation.Cause, _ place: FlagBucket? = nil
    ) -> FlagEvaluation {
        guard !flag.definition.split.isEmpty else {
            return FlagEvaluation(
                variant: flag.definition.onVariant ?? flag.definition.defaultVariant, cause: cause,
                bucket: place)
        }
        guard let divided = place ?? bucket(flag),
            let variant = flag.definition.split.variant(for: divided)
        else { return FlagEvaluation(variant: flag.definition.defaultVariant, cause: .undivided) }
        return FlagEvaluation(variant: variant, cause: cause, bucket: divided)
    }
}
