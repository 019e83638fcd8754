import LedgerCore
import Testing

struct FlagConditionTests {
    private func holds(
        _ given: JSONValue?, _ comparison: FlagCondition.Operator, _ values: JSONValue...
    ) -> Bool {
        let condition = FlagCondition(attribute: "a", comparison: comparison, values: values)
        let flag = FeatureFlag(
            .boolean("f", .none, rules: [FlagRule(conditions: [condition], variant: "on")]))
        let context = FlagContext(user: "u", attributes: ["a": given])
        return FlagSnapshot([flag]).evaluate(flag, for: context, at: Example.noon).variant == "on"
    }

    @Test func `lists compare by kind and by bytes`() {
        #expect(holds("x", .isIn, "y", "x"))
        #expect(!holds("Zo\u{EB}", .isIn, "Zoe\u{308}"))
        #expect(!holds(1, .isIn, "1"))
        #expect(!holds(1, .isIn, true))
        #expect(holds(1, .equals, .number(1)))
        #expect(holds("x", .isNotIn, "y"))
        #expect(!holds("x", .isNotIn, "x"))
    }

    @Test func `an attribute that is not there matches nothing, and is in no list`() {
        for comparison in FlagCondition.Operator.allCases {
            #expect(holds(nil, comparison, "x") == (comparison == .isNotIn))
        }
    }

    @Test func `numbers compare by size`() {
        #expect(holds(4, .isLess, 5))
        #expect(!holds(5, .isLess, 5))
        #expect(holds(5, .isAtMost, 5))
        #expect(holds(.number(5.5), .isMore, 5))
        #expect(holds(5, .isAtLeast, 5))
        #expect(!holds("6", .isMore, 5))
        #expect(!holds("6", .isMore, "5"))
    }

    @Test func `parts of texts are found`() {
        #expect(holds("alice@example.org", .endsWith, "@example.com", "@example.org"))
        #expect(!holds("alice@example.org", .endsWith, "@example.orgs"))
        #expect(holds("alice", .startsWith, "ali"))
        #expect(holds("aab", .contains, "ab"))
        #expect(holds("aab", .contains, ""))
        #expect(!holds("aab", .contains, "ba"))
        #expect(!holds("", .contains, "a"))
    }

    @Test(arguments: [
        ("1.2.3", "1.2.4"), ("1.2.9", "1.2.10"), ("1.9.0", "1.10.0"), ("1.0.0-rc.1", "1.0.0"),
        ("1.0.0-alpha", "1.0.0-alpha.1"), ("1.0.0-2", "1.0.0-10"), ("1.0.0-9", "1.0.0-a"),
        ("v1.0.0", "1.0.1"),
    ])
    func `versions have their order`(less: String, more: String) {
        #expect(holds(.string(less), .versionIsLess, .string(more)))
        #expect(holds(.string(less), .versionIsAtMost, .string(more)))
        #expect(!holds(.string(less), .versionEquals, .string(more)))
        #expect(holds(.string(more), .versionIsMore, .string(less)))
        #expect(holds(.string(more), .versionIsAtLeast, .string(less)))
    }

    @Test func `what follows a plus does not count, and what is no version matches nothing`() {
        #expect(holds("1.0.0+7", .versionEquals, "v1.0.0"))
        for text in [
            "1.0", "1.0.0.0", "1..0", "x", "", "1.0.0-", "1.0.-1", "1.0.99999999999999999999",
        ] {
            #expect(!holds(.string(text), .versionIsAtLeast, "0.0.0"), "\(text)")
        }
    }

    @Test func `times compare as moments`() {
        #expect(holds("2026-03-01T01:00:00+02:00", .isBefore, "2026-03-01"))
        #expect(holds("2026-03-01T00:00:01", .isAfter, "2026-03-01T00:00:00Z"))
        #expect(!holds("soon", .isAfter, "2026-03-01"))
    }
}
