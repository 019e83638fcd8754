import LedgerCore
import Testing

struct FlagEvaluatorTests {
    private let noon = Example.noon
    private let alice = FlagContext(user: "alice")

    private func answer(
        _ flag: FeatureFlag, _ context: FlagContext? = nil, at now: Timestamp? = nil,
        with others: [FeatureFlag] = []
    ) -> FlagEvaluation {
        FlagSnapshot([flag] + others).evaluate(flag, for: context ?? alice, at: now ?? noon)
    }

    private func overriding(_ definition: FlagDefinition, until: Timestamp? = nil) -> FeatureFlag {
        FeatureFlag(
            definition,
            overrides: [
                ExactText("alice"): FlagOverride(user: "alice", variant: "on", expiresAt: until)
            ])
    }

    @Test func `a kill goes before an override`() {
        let on = FlagOverride(user: "alice", variant: "on")
        let flag = FeatureFlag(.boolean(), isKilled: true, overrides: [ExactText("alice"): on])
        #expect(answer(flag) == FlagEvaluation(variant: "off", cause: .killed))
        #expect(answer(flag).reason.rawValue == "DISABLED")
    }

    @Test func `an override goes before a flag that is not enabled`() {
        let flag = overriding(.boolean(isEnabled: false))
        #expect(answer(flag) == FlagEvaluation(variant: "on", cause: .override))
        #expect(answer(flag, FlagContext(user: "bob")).cause == .disabled)
    }

    @Test func `an override ends at its moment`() {
        let flag = overriding(.boolean("f", .none), until: noon)
        #expect(answer(flag, at: Timestamp(microseconds: noon.microseconds - 1)).cause == .override)
        #expect(answer(flag).cause == .none)
    }

    @Test func `an override is for the very bytes of a user, and for nobody without a name`() {
        let flag = FeatureFlag(
            .boolean("f", .none),
            overrides: ["Zo\u{EB}", ""].reduce(into: [:]) {
                $0[ExactText($1)] = FlagOverride(user: $1, variant: "on")
            })
        #expect(answer(flag, FlagContext(user: "Zo\u{EB}")).cause == .override)
        #expect(answer(flag, FlagContext(user: "Zoe\u{308}")).cause == .none)
        #expect(answer(flag, FlagContext(user: "")).cause == .none)
    }

    @Test func `a flag that is not enabled goes before its prerequisites and rules`() {
        let rule = FlagRule(conditions: [], variant: "on")
        let wanted = FlagPrerequisite(flag: "missing", variant: "on")
        let flag = FeatureFlag(.boolean(isEnabled: false, rules: [rule], prerequisites: [wanted]))
        #expect(answer(flag).cause == .disabled)
    }

    @Test func `prerequisites go before rules, rules before the strategy`() {
        let rule = FlagRule(conditions: [], variant: "on")
        let wanted = FlagPrerequisite(flag: "base", variant: "on")
        let flag = FeatureFlag(.boolean("f", .none, rules: [rule], prerequisites: [wanted]))
        #expect(answer(flag).cause == .prerequisite("base"))
        #expect(answer(flag).variant == "off")
        #expect(
            answer(flag, with: [FeatureFlag(.boolean("base", .none))]).cause
                == .prerequisite("base"))
        #expect(answer(flag, with: [FeatureFlag(.boolean("base"))]).cause == .rule(0))
    }

    @Test func `flags that rest on each other are off, however long the circle`() {
        let flags = (0..<40).map { index in
            let next = FlagPrerequisite(flag: "f\((index + 1) % 40)", variant: "on")
            return FeatureFlag(.boolean("f\(index)", prerequisites: [next]))
        }
        #expect(answer(flags[0], with: Array(flags.dropFirst())).variant == "off")
    }

    @Test func `each prerequisite is asked once, however many ways lead to it`() {
        // Ten below each of fifteen: without memory that would be more than 10^15 evaluations.
        var flags: [FeatureFlag] = []
        for layer in 0..<15 {
            let wanted = (0..<10).map {
                FlagPrerequisite(flag: "f\(layer + 1)-\($0)", variant: "on")
            }
            for place in 0..<10 {
                flags.append(
                    FeatureFlag(
                        .boolean("f\(layer)-\(place)", prerequisites: layer < 14 ? wanted : [])))
            }
        }
        #expect(answer(flags[0], with: Array(flags.dropFirst())).variant == "on")
    }

    @Test func `the first rule that matches decides`() {
        let german = FlagCondition(attribute: "country", comparison: .isIn, values: ["DE", "AT"])
        let rules = [
            FlagRule(conditions: [german], variant: "on"), FlagRule(conditions: [], variant: "off"),
        ]
        let flag = FeatureFlag(.boolean(rules: rules))
        let inside = FlagContext(user: "alice", attributes: ["country": "AT"])
        #expect(answer(flag, inside) == FlagEvaluation(variant: "on", cause: .rule(0)))
        #expect(answer(flag) == FlagEvaluation(variant: "off", cause: .rule(1)))
    }

    @Test func `a rule's share leaves the others to what follows`() {
        let rule = FlagRule(
            conditions: [], percentage: FlagPercentage(hundredths: 5000), variant: "on")
        let flag = FeatureFlag(.boolean("f", .none, rules: [rule]))
        let on = (0..<1000).filter { answer(flag, FlagContext(user: "u\($0)")).variant == "on" }
        #expect((400...600).contains(on.count))
        #expect(answer(flag, FlagContext(user: nil)).cause == .none)
    }

    @Test func `a split gives its shares, and a growing percentage moves nobody between them`() {
        let split = FlagSplit([.init(variant: "on", weight: 1), .init(variant: "off", weight: 3)])
        let half = FeatureFlag(.boolean("s", .percentage, percent: 50, split: split))
        let all = FeatureFlag(.boolean("s", split: split))
        var ons = 0
        for number in 0..<2000 {
            let user = FlagContext(user: "u\(number)")
            let whole = answer(all, user)
            ons += whole.variant == "on" ? 1 : 0
            let part = answer(half, user)
            if let bucket = part.bucket, bucket.position < 5000 {
                #expect(part.variant == whole.variant)
            }
        }
        #expect((400...600).contains(ons))
        #expect(answer(all, FlagContext(user: nil)).cause == .undivided)
    }

    @Test func `buckets are of the attribute that the flag names`() {
        let flag = FeatureFlag(
            .boolean("t", .percentage, percent: 50, bucketingAttribute: "tenant"))
        let answers = Set(
            (0..<50).map { number in
                answer(flag, FlagContext(user: "u\(number)", attributes: ["tenant": "acme"]))
                    .variant
            })
        #expect(answers.count == 1)
        #expect(answer(flag).variant == "off")
    }

    @Test func `a gradual rollout ends at its percentage`() {
        let window = FlagWindow(start: noon, end: noon.adding(seconds: 100))
        let flag = FeatureFlag(.boolean("g", .gradual, percent: 40, window: window))
        func share(_ seconds: Int) -> Int {
            (0..<1000).count { number in
                answer(flag, FlagContext(user: "u\(number)"), at: noon.adding(seconds: seconds))
                    .variant == "on"
            }
        }
        #expect(share(-1) == 0)
        #expect((150...250).contains(share(50)))
        #expect((350...450).contains(share(100)))
        #expect(share(1_000_000) == share(100))
        #expect(
            answer(flag, FlagContext(user: nil), at: noon.adding(seconds: 200)).variant == "off")
    }
}
