import LedgerCore
import Testing

struct FlagPatternTests {
    private func matches(_ text: String, _ pattern: String) -> Bool {
        let condition = FlagCondition(
            attribute: "a", comparison: .matches, values: [.string(pattern)])
        let rule = FlagRule(conditions: [condition], variant: "on")
        let flag = FeatureFlag(.boolean("f", .none, rules: [rule]))
        let context = FlagContext(user: "u", attributes: ["a": .string(text)])
        return FlagSnapshot([flag]).evaluate(flag, for: context, at: Example.noon).variant == "on"
    }

    private func isTaken(_ pattern: String) -> Bool {
        let fields = FieldReader([
            "key": "f", "enabled": true, "rollout_strategy": "none",
            "rules": .array([
                .object([
                    "variant": "on",
                    "when": .array([
                        .object([
                            "attribute": "a", "operator": "matches",
                            "values": .array([.string(pattern)]),
                        ])
                    ]),
                ])
            ]),
        ])
        _ = FlagDefinition(fields, .written)
        return fields.problems.isEmpty
    }

    @Test(arguments: [
        ("abc", "b"), ("abc", "^abc$"), ("abc", "a.c"), ("", "^$"), ("", ""), ("aaa", "^a*$"),
        ("aaa", "^a{3}$"), ("aaa", "^a{2,}$"), ("aa", "^a{1,2}$"), ("ab", "^(a|b)+$"),
        ("color", "^colou?r$"), ("agent-7", #"^agent-\d+$"#), ("x.y", #"x\.y"#),
        ("team-ai", "^(team|org)-(ai|ops)$"), ("q", "[^a-c]"), ("-", "[a-]"), ("Zo\u{EB}", "^Zo.$"),
        ("a b", #"a\sb"#), ("a_1", #"^\w+$"#), ("é", #"\W"#), ("b", "a|b|c"), ("", "a?"),
        ("foo@example.org", #"@example\.(com|org)$"#), ("]", #"[\]]"#), ("ab", "(a(b)?)+$"),
        ("aaaaaaaaaaaaaaaaaaaaaaaaaaab", "(a*)*b"),
    ])
    func `what fits is found`(text: String, pattern: String) {
        #expect(matches(text, pattern))
    }

    @Test(arguments: [
        ("abc", "^b"), ("abc", "b$"), ("ac", "a.c"), ("a", "^$"), ("aaa", "^a{2}$"), ("a", "[^a]"),
        ("A", "a"), ("a\n", "a."), ("d", "^[a-c]$"), ("agent-x", #"^agent-\d+$"#), ("xy", #"x\.y"#),
        ("Zoe\u{308}", "^Zo.$"), ("abab", "^(ab){3}$"), ("", "a+"),
    ])
    func `what does not fit is not found`(text: String, pattern: String) {
        #expect(!matches(text, pattern))
    }

    @Test(arguments: [
        "(", ")", "[", "]", "[]", "[b-a]", "*", "a**", "a{2,1}", "a{", "a{x}", "a{101}", "(?=a)",
        "(?:a)",
        #"\"#, #"\1"#, #"\b"#, #"[\D]"#, "(a{100}){100}",
        "((((((((((((((((((((((a))))))))))))))))))))))",
        String(repeating: "a", count: 201),
    ])
    func `what is no plain pattern, or too large, is refused and matches nothing`(pattern: String) {
        #expect(!isTaken(pattern))
        #expect(!matches("a", pattern))
    }

    @Test func `a text that is too long does not match`() {
        #expect(matches(String(repeating: "a", count: 1024), "a$"))
        #expect(!matches(String(repeating: "a", count: 1025), "a$"))
    }

    @Test func `the worst pattern takes no time that anybody would notice`() {
        let clock = ContinuousClock()
        let text = String(repeating: "a", count: 1024)
        let took = clock.measure { _ = matches(text, "(((a*)*)*)*(a?){50}b") }
        #expect(took < .seconds(5))
    }

    @Test(arguments: 1...300)
    func `no pattern makes a trap`(seed: Int) {
        var random = SeededRandom(seed)
        let letters = Array("ab.*+?{}()[]|^$\\-,0129dwsé")
        let pattern = String((0..<12).map { _ in letters.randomElement(using: &random) ?? "a" })
        let text = String((0..<8).map { _ in letters.randomElement(using: &random) ?? "a" })
        _ = isTaken(pattern)
        _ = matches(text, pattern)
    }
}
