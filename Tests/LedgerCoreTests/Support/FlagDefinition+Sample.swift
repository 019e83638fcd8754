import LedgerCore

extension FlagDefinition {
    /// A boolean flag as most are.
    static func boolean(
        _ key: String = "f", _ strategy: FlagRollout.Strategy = .all, percent: Int = 0,
        users: [String] = [], window: FlagWindow = FlagWindow(), isEnabled: Bool = true,
        split: FlagSplit = FlagSplit(), rules: [FlagRule] = [],
        prerequisites: [FlagPrerequisite] = [], bucketingAttribute: String? = nil
    ) -> FlagDefinition {
        FlagDefinition(
            key: key, isEnabled: isEnabled,
            rollout: FlagRollout(
                strategy: strategy, percentage: FlagPercentage(hundredths: percent * 100),
                users: FlagUserList(users), window: window),
            split: split, rules: rules, prerequisites: prerequisites,
            bucketingAttribute: bucketingAttribute)
    }

    /// With every field set: what the golden files hold.
    static let full = FlagDefinition(
        key: "model", description: "Which model answers", owner: "team-ai", tags: ["ai", "cost"],
        type: .object,
        variants: [
            FlagVariant(name: "small", value: .object(["name": "gpt-4o-mini", "tokens": 2048])),
            FlagVariant(
                name: "large", value: .object(["name": "gpt-4o", "temperature": .number(0.3)])),
        ], onVariant: nil, defaultVariant: "small", offVariant: "small", isEnabled: true,
        rollout: FlagRollout(
            strategy: .gradual, percentage: FlagPercentage(hundredths: 1250),
            users: FlagUserList(["alice", "Zo\u{EB}", "Zoe\u{308}"]),
            window: FlagWindow(start: Example.noon, end: Example.noon.adding(seconds: 3600))),
        split: FlagSplit([.init(variant: "large", weight: 3), .init(variant: "small", weight: 1)]),
        rules: [
            FlagRule(
                name: "paying",
                conditions: [
                    FlagCondition(
                        attribute: "plan", comparison: .isIn, values: ["pro", "team"]),
                    FlagCondition(attribute: "seats", comparison: .isAtLeast, values: [5]),
                ], percentage: FlagPercentage(hundredths: 5050), variant: "large")
        ], prerequisites: [FlagPrerequisite(flag: "agents", variant: "on")],
        bucketingAttribute: "tenant")
}
