import LedgerCore
import Testing

/// Who carries out an open effect, and when another worker may.
struct OpenEffectTests {
    private func fail(
        _ ledger: inout ServiceLedger, unknown: Bool = true, after seconds: Int = 3
    ) throws {
        let effect = try #require(ledger.state.open)
        let failed = ServiceEvent.EffectFailed(
            attempt: effect.attempt, code: "unreachable", isUnknown: unknown,
            retryAt: ledger.now.adding(seconds: seconds), detail: "")
        ledger.record(effect.isShift ? .shiftFailed(failed) : .deployFailed(failed))
    }

    @Test func `who recorded the attempt performs it, nobody else`() throws {
        let ledger = try ServiceLedger.shifting()
        let effect = try #require(ledger.state.open)
        let takeoverAt = ledger.now.adding(seconds: 12)

        #expect(ledger.plan(mine: effect.attempt) == .perform(effect))
        #expect(ledger.plan() == .rest(until: takeoverAt, watchesTraffic: false))
        #expect(
            ledger.plan(mine: effect.attempt - 1)
                == .rest(until: takeoverAt, watchesTraffic: false))
    }

    @Test func `after twelve seconds of silence anybody takes over, with a new attempt`() throws {
        var ledger = try ServiceLedger.shifting()
        let effect = try #require(ledger.state.open)
        ledger.now = ledger.now.adding(milliseconds: 11_999)
        #expect(ledger.plan().isRest)
        ledger.now = ledger.now.adding(milliseconds: 1)

        let attempt = ServiceEvent.attemptStarted(
            .init(intent: effect.intent, number: 2, worker: "w1"))
        #expect(ledger.plan() == .record([attempt], ownsEffect: true))
        ledger.record(attempt)
        let taken = try #require(ledger.state.open)
        #expect(taken.attempt > effect.attempt)
        #expect(taken.attemptNumber == 2)
        #expect(!taken.isClean)
        // The first worker sees that it lost the effect.
        #expect(ledger.plan(mine: effect.attempt).isRest)
    }

    @Test func `an acknowledgement renews the twelve seconds`() throws {
        var ledger = try ServiceLedger.shifting()
        ledger.wait(11)
        ledger.record(.shiftAcknowledged(.init(attempt: try #require(ledger.state.open?.attempt))))
        ledger.wait(11)
        #expect(
            ledger.plan() == .rest(until: ledger.now.adding(seconds: 1), watchesTraffic: false))
    }

    @Test func `a new attempt forgets the acknowledgement of the one before`() throws {
        var ledger = try ServiceLedger.shifting()
        let effect = try #require(ledger.state.open)
        ledger.record(.shiftAcknowledged(.init(attempt: effect.attempt)))
        ledger.record(
            .attemptStarted(.init(intent: effect.intent, number: 2, worker: "w2")))
        #expect(ledger.state.open?.isAcknowledged == false)

        ledger.record(.shiftAcknowledged(.init(attempt: effect.attempt)))
        #expect(ledger.state.open?.isAcknowledged == false)
        let split = try #require(ledger.state.wanted)
        ledger.record(
            .shiftObserved(.init(attempt: effect.attempt, split: split, token: nil, isClean: true)))
        #expect(ledger.state.open != nil)
    }

    @Test func `a failed attempt waits for its time, and then anybody tries again`() throws {
        var ledger = try ServiceLedger.shifting()
        let mine = ledger.state.open?.attempt
        try fail(&ledger, after: 3)
        let retryAt = ledger.now.adding(seconds: 3)
        #expect(ledger.plan(mine: mine) == .rest(until: retryAt, watchesTraffic: false))
        ledger.now = retryAt
        let effect = try #require(ledger.state.open)
        let attempt = ServiceEvent.AttemptStarted(intent: effect.intent, number: 2, worker: "w1")
        #expect(ledger.plan() == .record([.attemptStarted(attempt)], ownsEffect: true))
    }

    @Test func `an attempt at another intent is ignored`() throws {
        var ledger = try ServiceLedger.shifting()
        let before = ledger.state.open
        ledger.record(.attemptStarted(.init(intent: 1, number: 2, worker: "w2")))
        #expect(ledger.state.open == before)
    }

    @Test func `the first shift waits until no late request of the past can arrive`() throws {
        var ledger = try ServiceLedger.shifting()
        try fail(&ledger)
        let id = try #require(ledger.state.active?.id)
        try ledger.accept(.abort(deployment: id))
        ledger.run()
        let ended = ledger.now
        try ledger.deploy("v3")
        let settled = ended.adding(seconds: 45)

        #expect(ledger.run() == .rest(until: settled, watchesTraffic: true))
        ledger.now = settled
        ledger.run { $0.isShift }
        #expect(ledger.state.open?.cause == .stage)
    }

    @Test func `a clean past holds nobody up, and neither is a rollback held up`() throws {
        var clean = try ServiceLedger.completed()
        try clean.deploy("v3")
        clean.run { $0.isShift }
        #expect(clean.state.open?.isShift == true)

        var ledger = try ServiceLedger.completed()
        try ledger.deploy("v3")
        ledger.run { $0.isShift }
        try fail(&ledger)
        try ledger.accept(.rollBack(version: "v1", isForced: false))
        ledger.run { $0.cause == .rollback }
        #expect(ledger.state.open?.cause == .rollback)
    }

    @Test func `a deployment that ends under an open shift leaves a late request behind`() throws {
        var ledger = try ServiceLedger.deploying()
        let wanted = try #require(ledger.state.wanted)
        ledger.record(.shiftDecided(.init(split: wanted, cause: .drift)))
        try ledger.accept(.abort(deployment: try #require(ledger.state.active?.id)))
        ledger.run()
        #expect(ledger.names.last == "deployment.aborted")
        #expect(ledger.state.unsettledUntil == ledger.now.adding(seconds: 45))
    }

    @Test func `a slot that cannot be told what to run ends the deployment at the deadline`() throws
    {
        var ledger = try ServiceLedger.deploying()
        let deadline = ledger.now.adding(seconds: 60)
        while ledger.now < deadline {
            try fail(&ledger, unknown: false, after: 10)
            #expect(ledger.plan().watchesTraffic)
            ledger.now = try #require(ledger.plan().restsUntil)
            ledger.run { !$0.isShift }
        }
        ledger.run()
        #expect(ledger.names.suffix(2) == ["abort.decided", "deployment.aborted"])
        #expect(ledger.state.bad.isEmpty)
    }

    @Test func `a slot that does not come up ends the deployment at the deadline`() throws {
        var ledger = try ServiceLedger.deploying()
        ledger.succeed(try #require(ledger.state.open))
        let target = Placement(version: "v2", slot: "green")
        ledger.wait(59)
        #expect(ledger.plan() == .checkHealth(HealthTask(target: target)))
        ledger.wait(1)
        let decided = ServiceEvent.AbortDecided(
            deployment: try #require(ledger.state.active?.id), cause: .notReady, marksBad: false,
            evidence: Evidence(samplesVersion: 0, verdicts: [], judge: nil))
        #expect(ledger.plan() == .record([.abortDecided(decided)], ownsEffect: false))
    }

    @Test func `a rollback waits for its slot as long as it takes`() throws {
        var ledger = try ServiceLedger.completed()
        try ledger.accept(.rollBack(version: nil, isForced: false))
        ledger.run { !$0.isShift }
        ledger.succeed(try #require(ledger.state.open))
        ledger.wait(100_000)
        #expect(ledger.plan() == .checkHealth(HealthTask(target: Example.stable)))
    }
}
