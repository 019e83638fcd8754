import LedgerCore
import Testing

/// The steady watch, and the rollbacks that nobody asks for.
struct WatchTests {
    /// `v2` is live since ``Example/noon`` and some, and `v1` was before it.
    private static func watched(_ policy: RollbackPolicy = Example.rollbackPolicy) throws
        -> ServiceLedger
    {
        var ledger = try ServiceLedger.completed()
        try ledger.accept(.configure(Example.settings(watch: policy), live: nil))
        return ledger
    }

    @Test func `a version that fails three looks in a row is taken back`() throws {
        var ledger = try Self.watched()
        ledger.live(60, verdict: .fail)

        #expect(ledger.state.live == Example.stable)
        #expect(ledger.state.bad == ["v2"])
        #expect(ledger.names.count { $0 == "rollback.started" } == 1)
        guard case .rollbackStarted(let fact)? = ledger.event("rollback.started") else { return }
        #expect(fact.requests == [])
        #expect(fact.evidence?.verdicts == [1, 2, 3])
        #expect(ledger.wantedByLive == 100)
    }

    @Test func `a version that is well is looked at for ever, and left alone`() throws {
        var ledger = try Self.watched()
        let version = ledger.state.version
        ledger.live(600)

        #expect(ledger.state.version == version)
        #expect(ledger.looks.version == 30)
        // Not more are kept than may count.
        #expect(ledger.looks.looks.count == 20)
    }

    @Test(arguments: [Verdict.Kind.ok, .noData, .insufficient, .error])
    func `whatever is not a failure ends the row`(kind: Verdict.Kind) throws {
        var ledger = try Self.watched()
        for verdict in [.fail, .fail, kind, .fail, .fail] {
            try ledger.takeNextLook(verdict)
        }

        #expect(ledger.state.active == nil)
        try ledger.takeNextLook(.fail)
        #expect(ledger.plan().events?.first?.stored.name == .rollbackStarted)
    }

    @Test func `no data is never a reason to go back`() throws {
        var ledger = try Self.watched()
        ledger.live(3600, verdict: .noData)
        #expect(ledger.state.live?.version == "v2")
    }

    @Test func `after a look that was not good the next one comes sooner`() throws {
        var ledger = try Self.watched()
        try ledger.takeNextLook(.ok)
        let first = ledger.now
        try ledger.takeNextLook(.fail)
        #expect(ledger.now == first.adding(seconds: 20))
        try ledger.takeNextLook(.fail)
        #expect(ledger.now == first.adding(seconds: 30))
    }

    @Test func `a change of traffic begins the row anew`() throws {
        var ledger = try Self.watched()
        try ledger.takeNextLook(.fail)
        try ledger.takeNextLook(.fail)
        let wanted = try #require(ledger.state.wanted)
        ledger.record(.drifted(.init(found: ["one": 50, "two": 50], wanted: wanted)))
        ledger.record(.shiftDecided(.init(split: wanted, cause: .drift)))
        ledger.wait(12)
        ledger.run()
        try ledger.takeNextLook(.fail)

        #expect(ledger.state.active == nil)
        #expect(ledger.state.trafficSince.map { ledger.now.seconds(since: $0) } == 20)
    }

    @Test func `what was seen long ago is looked at again before anything follows`() throws {
        var ledger = try Self.watched()
        for _ in 0..<3 { try ledger.takeNextLook(.fail) }
        // Nobody acts on it for two hours, in which it may have recovered.
        ledger.wait(7200)
        #expect(ledger.plan().look != nil)
        ledger.look(.fail, stage: nil)
        #expect(ledger.plan().isRest)
        try ledger.takeNextLook(.fail)
        try ledger.takeNextLook(.fail)
        #expect(ledger.plan().events?.first?.stored.name == .rollbackStarted)
    }

    @Test func `while everything is stopped what is live is watched, and goes back`() throws {
        var ledger = try Self.watched()
        try ledger.deploy("v3")
        ledger.rules = EnvironmentRules(
            freeze: nil, stop: .init(at: ledger.now, actor: "person:ann", reason: nil),
            resumedAt: nil)
        ledger.live(60, verdict: .fail)

        #expect(ledger.state.live == Example.stable)
        #expect(ledger.state.queue.map(\.version) == ["v3"])
    }

    @Test func `without a policy nothing is looked at`() throws {
        let ledger = try ServiceLedger.completed()
        #expect(ledger.plan() == .rest(until: nil, watchesTraffic: true))
    }

    @Test func `while something is under way its own judge decides`() throws {
        var ledger = try Self.watched()
        try ledger.takeNextLook(.fail)
        try ledger.takeNextLook(.fail)
        try ledger.deploy("v3")
        ledger.run()
        #expect(ledger.looks.looks == [])
        ledger.live(60, verdict: .fail)

        #expect(!ledger.names.contains("rollback.started"))
        #expect(ledger.state.bad == ["v3"])
    }
}

extension ServiceLedger {
    /// Waits for the next look and takes it.
    mutating func takeNextLook(_ verdict: Verdict.Kind) throws {
        if let next = run().restsUntil { now = next }
        let task = try #require(plan().look)
        look(verdict, stage: task.stage)
    }

    /// The first event of a type.
    func event(_ type: String) -> ServiceEvent? {
        history.first { $0.event.stored.name.rawValue == type }?.event
    }

    /// What the live version shall have.
    var wantedByLive: Int? {
        state.live.flatMap { state.wanted?.percent(of: $0.slot) }
    }
}
