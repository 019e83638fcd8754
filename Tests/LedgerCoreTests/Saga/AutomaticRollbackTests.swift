import LedgerCore
import Testing

/// How often what is live may be taken back, and what happens when it does not help.
struct AutomaticRollbackTests {
    /// Versions `v1` to the newest were live one after the other; the last rollback is long ago.
    private static func live(
        upTo newest: Int, _ policy: RollbackPolicy = Example.rollbackPolicy
    ) throws -> ServiceLedger {
        var ledger = ServiceLedger.registered()
        try ledger.accept(.configure(Example.settings(watch: policy), live: nil))
        for number in 2...newest {
            try ledger.deploy("v\(number)")
            ledger.live(120)
        }
        return ledger
    }

    private static func blocks(_ ledger: ServiceLedger) -> [ServiceEvent.RollbackBlocked] {
        ledger.history.compactMap { entry in
            if case .rollbackBlocked(let fact) = entry.event { fact } else { nil }
        }
    }

    private static func starts(_ ledger: ServiceLedger) -> [Timestamp] {
        ledger.history.compactMap { entry in
            if case .rollbackStarted = entry.event { entry.context.at } else { nil }
        }
    }

    @Test func `within the cooldown of a person's rollback nothing starts by itself`() throws {
        var ledger = try Self.live(upTo: 3)
        try ledger.accept(.rollBack(version: nil, isForced: false))
        ledger.live(700)
        try ledger.accept(.rollBack(version: "v1", isForced: false))
        try ledger.accept(.unmark(version: "v3"))
        ledger.run()
        let start = try #require(Self.starts(ledger).last)
        ledger.live(299, verdict: .fail)

        #expect(Self.starts(ledger).last == start)
        let until = start.adding(seconds: 300)
        #expect(Self.blocks(ledger).map(\.reason) == [.cooldown])
        #expect(Self.blocks(ledger).map(\.until) == [until])
        ledger.live(20, verdict: .fail)
        #expect(Self.starts(ledger).last == until)
    }

    @Test func `no more than the limit start within an hour, and the next when it has passed`()
        throws
    {
        var policy = Example.rollbackPolicy
        policy = RollbackPolicy(
            criteria: policy.criteria, intervalSeconds: 20, warmUpSeconds: 10, cooldownSeconds: 60,
            maxRollbacksPerHour: 2)
        var ledger = try Self.live(upTo: 5, policy)
        for _ in 0..<2 {
            ledger.live(60, verdict: .fail)
            ledger.live(RollbackRecord.verificationSeconds)
        }
        let starts = Self.starts(ledger)
        #expect(starts.count == 2)
        ledger.live(2000, verdict: .fail)

        #expect(Self.starts(ledger) == starts)
        #expect(Self.blocks(ledger).map(\.reason) == [.limit])
        let until = starts[0].adding(seconds: 3600)
        #expect(Self.blocks(ledger).map(\.until) == [until])
        ledger.live(2000, verdict: .fail)
        #expect(Self.starts(ledger).dropFirst(2).first == until)
    }

    @Test func `without an earlier good version a person is told once`() throws {
        var ledger = ServiceLedger.registered()
        try ledger.accept(.configure(Example.settings(watch: Example.rollbackPolicy), live: nil))
        ledger.live(3600, verdict: .fail)

        #expect(Self.blocks(ledger).map(\.reason) == [.noTarget])
        #expect(Self.blocks(ledger).map(\.until) == [nil])
        #expect(ledger.state.live == Example.stable)
    }

    @Test func `a rollback that does not help is the last one until a person acts`() throws {
        var ledger = try Self.live(upTo: 3)
        ledger.live(2000, verdict: .fail)

        #expect(Self.starts(ledger).count == 1)
        #expect(ledger.names.suffix(1) == ["rollback.ineffective"])
        #expect(ledger.state.live?.version == "v2")
        #expect(ledger.state.bad == [])
        #expect(ledger.state.rollbacks.isSuspended)

        try ledger.deploy("v4")
        #expect(!ledger.state.rollbacks.isSuspended)
        ledger.live(120)
        ledger.live(400, verdict: .fail)
        #expect(Self.starts(ledger).count == 2)
    }

    @Test func `one whose target does not come up gives way to a new version`() throws {
        var ledger = try Self.live(upTo: 2)
        while ledger.state.active == nil {
            try ledger.takeNextLook(.fail)
            advance(&ledger)
        }
        #expect(ledger.state.active?.kind == .rollback)
        ledger.run { !$0.isShift }
        ledger.record(
            .deployFailed(
                .init(
                    attempt: ledger.state.open?.attempt ?? 0, code: "unreachable", isUnknown: false,
                    retryAt: ledger.now.adding(seconds: 5), detail: "no route")))
        try ledger.deploy("v3")
        ledger.live(200)

        #expect(ledger.state.live?.version == "v3")
        #expect(ledger.names.contains("rollback.moot"))
    }

    @Test func `it does not give way to what may not begin`() throws {
        var ledger = try Self.live(upTo: 2)
        while ledger.state.active == nil {
            try ledger.takeNextLook(.fail)
            advance(&ledger)
        }
        ledger.run { !$0.isShift }
        ledger.record(
            .deployFailed(
                .init(
                    attempt: ledger.state.open?.attempt ?? 0, code: "unreachable", isUnknown: false,
                    retryAt: ledger.now.adding(seconds: 5), detail: "no route")))
        try ledger.deploy("v3")
        ledger.rules = EnvironmentRules(
            freeze: .init(name: "nights", until: ledger.now.adding(seconds: 3600)), stop: nil,
            resumedAt: nil)
        ledger.live(60)

        #expect(!ledger.names.contains("rollback.moot"))
        #expect(ledger.names.contains("rollback.completed"))
    }

    /// What follows from a look is recorded at once.
    private func advance(_ ledger: inout ServiceLedger) {
        if let events = ledger.plan().events { for event in events { ledger.record(event) } }
    }
}
