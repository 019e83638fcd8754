import LedgerCore
import Testing

struct FlagDecideTests {
    private func refusal(
        of command: FlagCommand, on key: String = "f", in ledger: FlagLedger,
        expecting version: Int64? = nil
    ) -> FlagRefusal? {
        do throws(FlagRefusal) {
            _ = try ledger.decide(command, on: key, expecting: version)
            return nil
        } catch { return error }
    }

    private func wanting(_ key: String, _ variant: String = "on") -> [FlagPrerequisite] {
        [FlagPrerequisite(flag: key, variant: variant)]
    }

    @Test func `a flag is created once, and again after it was archived`() throws {
        var ledger = try FlagLedger(.boolean())
        #expect(refusal(of: .create(.boolean()), in: ledger)?.code == .flagExists)
        try ledger.apply(.setOverride(FlagOverride(user: "u", variant: "on")))
        try ledger.apply(.kill)
        try ledger.apply(.archive)
        #expect(ledger.state("f").flag == nil)
        #expect(
            try ledger.apply(.create(.boolean("f", .none))) == [
                .created(.init(.boolean("f", .none)))
            ])
        #expect(ledger.state("f").overrides.isEmpty)
        #expect(!ledger.state("f").isKilled)
        #expect(ledger.state("f").version == 5)
    }

    @Test(arguments: [
        FlagCommand.change(.boolean()), .kill, .restore, .archive, .removeOverride(user: "u"),
        .setOverride(FlagOverride(user: "u", variant: "on")),
    ])
    func `nothing is done to a flag that is not there`(command: FlagCommand) throws {
        #expect(refusal(of: command, in: try FlagLedger())?.code == .flagUnknown)
    }

    @Test func `a change that changes nothing is no event, and another spelling is a change`()
        throws
    {
        func value(_ text: String) -> FlagDefinition {
            FlagDefinition(
                key: "f", type: .string, variants: [FlagVariant(name: "on", value: .string(text))],
                defaultVariant: "on", offVariant: nil, isEnabled: true,
                rollout: FlagRollout(strategy: .all))
        }
        let ledger = try FlagLedger(value("Zo\u{EB}"))
        #expect(try ledger.decide(.change(value("Zo\u{EB}"))) == [])
        #expect(try ledger.decide(.change(value("Zoe\u{308}"))).count == 1)
    }

    @Test func `a change rests on the version that was seen`() throws {
        let ledger = try FlagLedger(.boolean())
        let change = FlagCommand.change(.boolean("f", .none))
        #expect(refusal(of: change, in: ledger, expecting: 1) == nil)
        #expect(refusal(of: change, in: ledger, expecting: 2)?.code == .flagChanged)
    }

    @Test func `the type stays`() throws {
        let ledger = try FlagLedger(.boolean())
        let other = FlagDefinition(
            key: "f", type: .string, variants: [], isEnabled: true,
            rollout: FlagRollout(strategy: .none))
        #expect(refusal(of: .change(other), in: ledger)?.pointer == "/type")
    }

    @Test func `a variant that an override or another flag names stays`() throws {
        func numbers(_ names: String...) -> FlagDefinition {
            FlagDefinition(
                key: "n", type: .integer,
                variants: names.map { FlagVariant(name: $0, value: 1) }, onVariant: names[0],
                defaultVariant: names[0], offVariant: nil, isEnabled: true,
                rollout: FlagRollout(strategy: .all))
        }
        var ledger = try FlagLedger(
            numbers("a", "b", "c"), .boolean(prerequisites: wanting("n", "b")))
        try ledger.apply(.setOverride(FlagOverride(user: "u", variant: "c")), to: "n")
        #expect(refusal(of: .change(numbers("a", "b")), on: "n", in: ledger)?.code == .variantInUse)
        #expect(refusal(of: .change(numbers("a", "c")), on: "n", in: ledger)?.code == .variantInUse)
        #expect(refusal(of: .archive, on: "n", in: ledger)?.code == .flagInUse)
    }

    @Test func `a kill stays until it is taken back, over changes too`() throws {
        var ledger = try FlagLedger(.boolean())
        #expect(refusal(of: .restore, in: ledger)?.code == .notKilled)
        try ledger.apply(.kill)
        #expect(refusal(of: .kill, in: ledger)?.code == .alreadyKilled)
        try ledger.apply(.change(.boolean("f", .percentage, percent: 50)))
        #expect(ledger.state("f").flag?.isKilled == true)
        try ledger.apply(.restore)
        #expect(ledger.state("f").flag?.isKilled == false)
    }

    @Test func `overrides are set, replaced and removed by the bytes of the user`() throws {
        var ledger = try FlagLedger(.boolean())
        let composed = FlagOverride(user: "Zo\u{EB}", variant: "on")
        try ledger.apply(.setOverride(composed))
        #expect(try ledger.decide(.setOverride(composed)) == [])
        try ledger.apply(.setOverride(FlagOverride(user: "Zo\u{EB}", variant: "off")))
        #expect(ledger.state("f").sortedOverrides.map(\.variant) == ["off"])
        #expect(
            refusal(of: .removeOverride(user: "Zoe\u{308}"), in: ledger)?.code == .overrideUnknown)
        try ledger.apply(.removeOverride(user: "Zo\u{EB}"))
        #expect(ledger.state("f").overrides.isEmpty)
    }

    @Test func `an override names a variant, and a moment that is still to come`() throws {
        let ledger = try FlagLedger(.boolean())
        let unknown = FlagCommand.setOverride(FlagOverride(user: "u", variant: "maybe"))
        #expect(refusal(of: unknown, in: ledger)?.pointer == "/variant")
        let over = FlagOverride(user: "u", variant: "on", expiresAt: Example.noon)
        #expect(refusal(of: .setOverride(over), in: ledger)?.pointer == "/expires_at")
    }

    @Test func `prerequisites are there and make no circle`() throws {
        var ledger = try FlagLedger(.boolean("a"))
        func change(_ key: String, to wanted: [FlagPrerequisite]) -> FlagCommand {
            .change(.boolean(key, prerequisites: wanted))
        }
        #expect(
            refusal(of: change("a", to: wanting("x")), on: "a", in: ledger)?.pointer
                == "/prerequisites/0/flag")
        #expect(
            refusal(of: change("a", to: wanting("a", "maybe")), on: "a", in: ledger)?.pointer
                == "/prerequisites/0/variant")
        try ledger.apply(.create(.boolean("b", prerequisites: wanting("a"))), to: "b")
        try ledger.apply(.create(.boolean("c", prerequisites: wanting("b"))), to: "c")
        let circle = refusal(of: change("a", to: wanting("c")), on: "a", in: ledger)
        #expect(circle?.code == .prerequisiteCycle)
    }

    @Test func `a chain is as long as an evaluation follows it, whichever end grows`() throws {
        var ledger = try FlagLedger(.boolean("f0"))
        for index in 1...16 {
            let wanted = wanting("f\(index - 1)")
            try ledger.apply(.create(.boolean("f\(index)", prerequisites: wanted)), to: "f\(index)")
        }
        let flag = try #require(ledger.snapshot.flag("f16"))
        let answer = ledger.snapshot.evaluate(flag, for: FlagContext(user: "u"), at: ledger.now)
        #expect(answer.variant == "on")
        let more = FlagCommand.create(.boolean("f17", prerequisites: wanting("f16")))
        #expect(refusal(of: more, on: "f17", in: ledger)?.code == .prerequisiteCycle)
        try ledger.apply(.create(.boolean("base")), to: "base")
        let below = FlagCommand.change(.boolean("f0", prerequisites: wanting("base")))
        #expect(refusal(of: below, on: "f0", in: ledger)?.code == .prerequisiteCycle)
    }

    @Test func `all that a flag rests on is found`() throws {
        let ledger = try FlagLedger(
            .boolean("a"), .boolean("b", prerequisites: wanting("a")),
            .boolean("c", prerequisites: wanting("b")))
        let closure = FlagPrerequisites(ledger.snapshot).closure(of: ["c", "x"])
        #expect(Set(closure.map(\.text)) == ["a", "b", "c", "x"])
    }
}
