import LedgerCore
import Testing

/// An abort wins over everything that may be under way.
struct AbortTests {
    private func abort(_ ledger: inout ServiceLedger) throws {
        let id = try #require(ledger.state.active?.id)
        try ledger.accept(.abort(deployment: id))
    }

    /// The next step must take everything from the new version, at once.
    private func expectWayBack(
        _ ledger: ServiceLedger, mine: Int64? = nil,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        guard case .record(let events, ownsEffect: true) = ledger.plan(mine: mine),
            case .shiftDecided(let fact)? = events.first, events.count == 1
        else {
            Issue.record("\(ledger.plan(mine: mine))", sourceLocation: sourceLocation)
            return
        }
        #expect(fact.cause == .abort, sourceLocation: sourceLocation)
        #expect(fact.split.percent(of: "green") == 0, sourceLocation: sourceLocation)
        #expect(fact.split.percent(of: "blue") == 100, sourceLocation: sourceLocation)
    }

    @Test func `before any traffic it just ends`() throws {
        var started = try ServiceLedger.requested()
        for event in try #require(started.plan().events) { started.record(event) }
        for var ledger in [started, try .deploying()] {
            try abort(&ledger)
            ledger.run()
            #expect(ledger.names.last == "deployment.aborted")
            #expect(ledger.state.active == nil)
            #expect(ledger.state.open == nil)
            #expect(ledger.state.pending.isEmpty)
            #expect(!ledger.names.contains("traffic.shift_decided"))
        }
    }

    @Test func `an open shift is replaced, also by the worker that is calling`() throws {
        var ledger = try ServiceLedger.shifting()
        let mine = ledger.state.open?.attempt
        try abort(&ledger)
        expectWayBack(ledger)
        expectWayBack(ledger, mine: mine)
    }

    @Test func `an acknowledged shift is replaced before it is read back`() throws {
        var ledger = try ServiceLedger.shifting()
        let effect = try #require(ledger.state.open)
        ledger.succeed(effect)
        try abort(&ledger)
        expectWayBack(ledger, mine: effect.attempt)
    }

    @Test func `a shift that failed and waits is replaced at once`() throws {
        var ledger = try ServiceLedger.shifting()
        let effect = try #require(ledger.state.open)
        ledger.record(
            .shiftFailed(
                .init(
                    attempt: effect.attempt, code: "unreachable", isUnknown: false,
                    retryAt: ledger.now.adding(seconds: 30), detail: "")))
        try abort(&ledger)
        expectWayBack(ledger)
    }

    @Test func `a shift that puts a drift right is replaced`() throws {
        var ledger = try ServiceLedger.holding()
        let wanted = try #require(ledger.state.wanted)
        ledger.record(.shiftDecided(.init(split: wanted, cause: .drift)))
        try abort(&ledger)
        expectWayBack(ledger)
    }

    @Test func `it ends a stage that holds, also when its good evidence is complete`() throws {
        var ledger = try ServiceLedger.holding()
        try abort(&ledger)
        expectWayBack(ledger)

        var ready = try ServiceLedger.holding()
        ready.wait(61)
        ready.look(.ok, stage: 0)
        try abort(&ready)
        expectWayBack(ready)
    }

    @Test func `it wins over 100 percent that were observed`() throws {
        var ledger = try ServiceLedger.holding()
        ledger.live(65)
        #expect(ledger.wantedPercent == 100)
        try abort(&ledger)
        expectWayBack(ledger)
        ledger.run()
        #expect(ledger.state.live == Example.stable)
        #expect(ledger.state.wanted?.percent(of: "blue") == 100)
    }

    @Test func `a late good outcome of the replaced shift changes nothing`() throws {
        var ledger = try ServiceLedger.shifting()
        let late = try #require(ledger.state.open)
        try abort(&ledger)
        ledger.run { $0.cause == .abort }
        let before = ledger.state.open
        ledger.succeed(late)
        #expect(ledger.state.open == before)
        #expect(ledger.state.active?.isAborting == true)
    }

    @Test func `the way back fails, is tried again, and ends when it is observed`() throws {
        var ledger = try ServiceLedger.holding()
        try abort(&ledger)
        ledger.run { $0.cause == .abort }
        for _ in 0..<5 {
            let effect = try #require(ledger.state.open)
            #expect(effect.cause == .abort)
            let retryAt = ledger.now.adding(seconds: 5)
            ledger.record(
                .shiftFailed(
                    .init(
                        attempt: effect.attempt, code: "unreachable", isUnknown: true,
                        retryAt: retryAt, detail: "")))
            #expect(ledger.plan() == .rest(until: retryAt, watchesTraffic: false))
            ledger.now = retryAt
            ledger.run { $0.cause == .abort }
        }
        ledger.wait(12)
        ledger.run()
        #expect(ledger.names.suffix(2) == ["traffic.shift_observed", "deployment.aborted"])
        #expect(ledger.state.live == Example.stable)
    }

    @Test func `aborting a first deployment leaves nothing that serves`() throws {
        var ledger = ServiceLedger.registered(live: nil)
        try ledger.deploy("v1")
        ledger.run { $0.isShift }
        try abort(&ledger)
        ledger.run()
        #expect(ledger.names.last == "deployment.aborted")
        #expect(ledger.state.wanted?.shares.map(\.percent) == [0, 0])
        #expect(ledger.state.live == nil)
    }

    @Test func `every abort that waits is settled with the end`() throws {
        var ledger = try ServiceLedger.holding()
        let deploy = try #require(ledger.state.active?.requests.first)
        let id = try #require(ledger.state.active?.id)
        let request = try ledger.accept(.abort(deployment: id))
        ledger.run()
        #expect(
            ledger.history.last?.event
                == .deploymentAborted(
                    .init(
                        deployment: id,
                        settles: Settlements([deploy: .aborted, request: .done]))))
    }

    @Test func `an abort by request marks nothing bad`() throws {
        var ledger = try ServiceLedger.holding()
        try abort(&ledger)
        ledger.run()
        #expect(ledger.state.bad.isEmpty)
    }
}
