/// Whom to give what, whatever the strategy says.
package struct FlagRule: Sendable, Equatable {
    /// For people, in explanations.
    package let name: String?
    /// All must hold; a rule without any holds for everybody.
    package let conditions: [FlagCondition]
    /// Only this share of those for whom they hold; the others go on to the next rule.
    package let percentage: FlagPercentage
    /// What they get; `nil` where ``split`` decides.
    package let variant: String?
    package let split: FlagSplit

    package static let maximumRules = 100
    package static let maximumConditions = 20

    package init(
        name: String? = nil, conditions: [FlagCondition], percentage: FlagPercentage = .all,
        variant: String? = nil, split: FlagSplit = FlagSplit()
    ) {
        self.name = name
        self.conditions = conditions
        self.percentage = percentage
        self.variant = variant
        self.split = split
    }
}
