import LedgerCore
import Testing

struct FlagStaleTests {
    private let now = Example.noon.adding(seconds: 30 * 86_400)

    private func isStale(
        _ definition: FlagDefinition, isKilled: Bool = false, overrides: [FlagOverride] = []
    ) -> Bool {
        let flag = FeatureFlag(
            definition, isKilled: isKilled,
            overrides: overrides.reduce(into: [:]) { $0[ExactText($1.user)] = $1 },
            changedAt: Example.noon)
        return flag.isStale(afterDays: 30, at: now)
    }

    @Test func `what gives everybody the same and did not change is stale`() {
        let over = FlagWindow(start: Example.noon, end: Example.noon.adding(seconds: 60))
        #expect(isStale(.boolean()))
        #expect(isStale(.boolean("f", .none)))
        #expect(isStale(.boolean("f", .percentage, percent: 100)))
        #expect(isStale(.boolean("f", .percentage, percent: 0)))
        #expect(isStale(.boolean("f", .userList)))
        #expect(isStale(.boolean("f", .gradual, window: over)))
        #expect(isStale(.boolean("f", .percentage, percent: 50, isEnabled: false)))
        #expect(isStale(.boolean("f", .percentage, percent: 50), isKilled: true))
        let ended = FlagOverride(user: "u", variant: "off", expiresAt: now)
        #expect(isStale(.boolean(), overrides: [ended]))
    }

    @Test func `what tells users apart, or may yet, is not`() {
        let later = FlagWindow(start: Example.noon, end: now.adding(seconds: 60))
        let split = FlagSplit([.init(variant: "on", weight: 1), .init(variant: "off", weight: 1)])
        #expect(!isStale(.boolean("f", .percentage, percent: 50)))
        #expect(!isStale(.boolean("f", .userList, users: ["alice"])))
        #expect(!isStale(.boolean("f", .gradual, window: later)))
        #expect(!isStale(.boolean("f", .all, split: split)))
        #expect(!isStale(.boolean(rules: [FlagRule(conditions: [], variant: "off")])))
        #expect(!isStale(.boolean(prerequisites: [FlagPrerequisite(flag: "a", variant: "on")])))
        #expect(!isStale(.boolean(), overrides: [FlagOverride(user: "u", variant: "off")]))
    }

    @Test func `a day less is too early`() {
        let flag = FeatureFlag(.boolean(), changedAt: Example.noon)
        #expect(!flag.isStale(afterDays: 31, at: now))
    }
}
