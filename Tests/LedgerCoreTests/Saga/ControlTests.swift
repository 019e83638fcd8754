import LedgerCore
import Testing

/// The stage that is held is the example's first: 60 s from noon, one failure allowed.
struct ControlTests {
    private func refusal(_ command: ServiceCommand, by ledger: ServiceLedger) -> Refusal.Code? {
        do throws(Refusal) {
            _ = try ledger.state.decide(command, as: Example.id(77))
            return nil
        } catch { return error.code }
    }

    private func id(_ ledger: ServiceLedger) throws -> ID { try #require(ledger.state.active?.id) }

    private func passed(_ ledger: ServiceLedger) -> ServiceEvent.StagePassed? {
        guard case .record(let events, _) = ledger.plan(),
            case .stagePassed(let fact)? = events.first
        else { return nil }
        return fact
    }

    @Test func `a promotion passes its stage at once, and is settled by it`() throws {
        var ledger = try ServiceLedger.holding()
        let request = try ledger.accept(
            .promote(deployment: id(ledger), stage: 0, isFull: false))

        let fact = try #require(passed(ledger))
        #expect(fact.promotion == request)
        #expect(fact.settles == Settlements([request: .done]))
        ledger.run()
        #expect(ledger.state.active?.stage == 1)
        #expect(ledger.state.active?.promotion == nil)
        #expect(ledger.state.pending[request] == nil)
        // The next stage asks for its evidence again.
        #expect(passed(ledger) == nil)
    }

    @Test func `a late click on a stage that has passed is refused`() throws {
        var ledger = try ServiceLedger.holding()
        let deployment = try id(ledger)
        let click = ServiceCommand.promote(deployment: deployment, stage: 0, isFull: false)
        try ledger.accept(click)
        #expect(refusal(click, by: ledger) == .alreadyPromoted)
        ledger.run()
        #expect(refusal(click, by: ledger) == .stageChanged)
        #expect(refusal(.pause(deployment: deployment, stage: 0), by: ledger) == .stageChanged)
        #expect(refusal(.reject(deployment: deployment, stage: 0), by: ledger) == .stageChanged)
    }

    @Test func `nothing is promoted before its share is observed, nor after the end`() throws {
        var ledger = try ServiceLedger.shifting()
        let deployment = try id(ledger)
        let click = ServiceCommand.promote(deployment: deployment, stage: 0, isFull: false)
        #expect(refusal(click, by: ledger) == .stageNotReached)
        #expect(refusal(click, by: try .deploying()) != nil)
        try ledger.accept(.abort(deployment: deployment))
        #expect(refusal(click, by: ledger) == .alreadyAborting)
        ledger.run()
        #expect(refusal(click, by: ledger) == .deploymentEnded)
        let unknown = ServiceCommand.promote(deployment: Example.id(9), stage: 0, isFull: false)
        #expect(refusal(unknown, by: ledger) == .deploymentUnknown)
    }

    @Test func `a full promotion passes every stage that a look does not speak against`() throws {
        var ledger = try ServiceLedger.holding()
        let request = try ledger.accept(.promote(deployment: id(ledger), stage: 0, isFull: true))
        // Nobody has looked yet: it waits for that.
        #expect(passed(ledger) == nil)
        ledger.wait(20)
        ledger.look(.fail, stage: 0)
        #expect(passed(ledger) == nil)
        ledger.wait(10)
        ledger.look(.insufficient, stage: 0)
        #expect(passed(ledger)?.promotion == request)
        ledger.run()
        #expect(ledger.state.active?.stage == 1)
        ledger.wait(20)
        ledger.look(.ok, stage: 1)
        ledger.run()
        #expect(ledger.state.live?.version == "v2")
        #expect(ledger.state.pending.isEmpty)
        let end = try #require(ledger.history.last)
        guard case .deploymentCompleted(let fact) = end.event else {
            Issue.record("\(end)")
            return
        }
        #expect(fact.settles.outcomes[request] == .done)
    }

    @Test func `a full promotion still stops for failing health`() throws {
        var ledger = try ServiceLedger.holding()
        let request = try ledger.accept(.promote(deployment: id(ledger), stage: 0, isFull: true))
        for _ in 0..<2 {
            ledger.wait(20)
            ledger.look(.fail, stage: 0)
        }
        ledger.run()
        #expect(ledger.state.active == nil)
        #expect(ledger.state.bad == ["v2"])
        guard case .deploymentAborted(let fact)? = ledger.history.last?.event else {
            Issue.record("not aborted")
            return
        }
        #expect(fact.settles.outcomes[request] == .moot)
    }

    @Test func `a paused stage does not pass and is not given up, and still fails`() throws {
        var ledger = try ServiceLedger.holding()
        let deployment = try id(ledger)
        let request = try ledger.accept(.pause(deployment: deployment, stage: 0))
        #expect(ledger.state.pending[request] == nil)
        #expect(refusal(.pause(deployment: deployment, stage: nil), by: ledger) == .alreadyPaused)

        ledger.wait(100)
        ledger.look(.ok, stage: 0)
        #expect(passed(ledger) == nil)
        // Long past the deadline for evidence.
        ledger.wait(10_000)
        #expect(ledger.plan().look != nil)
        ledger.look(.insufficient, stage: 0)

        var failing = ledger
        for _ in 0..<2 { failing.look(.fail, stage: 0) }
        failing.run()
        #expect(failing.state.bad == ["v2"])

        try ledger.accept(.resume(deployment: deployment))
        #expect(refusal(.resume(deployment: deployment), by: ledger) == .notPaused)
        // The deadline runs from here on, not from the stage's end.
        #expect(ledger.plan().look == nil)
        ledger.wait(119)
        #expect(ledger.plan().look != nil)
        ledger.wait(1)
        ledger.run()
        #expect(ledger.names.contains("abort.decided"))
    }

    @Test func `a pause before the first share keeps all of the traffic where it is`() throws {
        var ledger = try ServiceLedger.deploying()
        try ledger.accept(.pause(deployment: id(ledger), stage: nil))
        ledger.wait(13)
        ledger.run()
        #expect(ledger.plan() == .rest(until: nil, watchesTraffic: true))
        #expect(ledger.wantedPercent == 0)
        try ledger.accept(.resume(deployment: id(ledger)))
        ledger.run()
        #expect(ledger.wantedPercent == 5)
    }

    @Test func `a promotion ends a pause`() throws {
        var ledger = try ServiceLedger.holding()
        try ledger.accept(.pause(deployment: id(ledger), stage: 0))
        try ledger.accept(.promote(deployment: id(ledger), stage: 0, isFull: false))
        ledger.run()
        #expect(ledger.state.active?.stage == 1)
        #expect(ledger.state.active?.isPaused == false)
    }

    @Test func `a pause after a promotion counts, as the later wish`() throws {
        var ledger = try ServiceLedger.holding()
        let promotion = try ledger.accept(.promote(deployment: id(ledger), stage: 0, isFull: true))
        let pause = try ledger.accept(.pause(deployment: id(ledger), stage: 0))
        ledger.wait(60)
        ledger.look(.ok, stage: 0)
        #expect(passed(ledger) == nil)
        #expect(
            ledger.history.last?.event.settlements
                == Settlements([pause: .done, promotion: .moot]))
        #expect(ledger.state.pending[promotion] == nil)
    }

    @Test func `an abort wins over a pause and over a promotion`() throws {
        var ledger = try ServiceLedger.holding()
        try ledger.accept(.pause(deployment: id(ledger), stage: 0))
        let promotion = try ledger.accept(
            .promote(deployment: id(ledger), stage: 0, isFull: false))
        let abort = try ledger.accept(.abort(deployment: id(ledger)))
        ledger.run()
        guard case .deploymentAborted(let fact)? = ledger.history.last?.event else {
            Issue.record("not aborted")
            return
        }
        #expect(fact.settles.outcomes[promotion] == .moot)
        #expect(fact.settles.outcomes[abort] == .done)
        #expect(!ledger.names.contains("stage.passed"))
    }

    @Test func `what is taken back is not shown as paused any more`() throws {
        var ledger = try ServiceLedger.holding()
        try ledger.accept(.pause(deployment: id(ledger), stage: 0))
        #expect(ledger.state.active?.phase == "paused")
        try ledger.accept(.abort(deployment: id(ledger)))
        #expect(ledger.state.active?.phase == "aborting")
        #expect(ledger.state.active?.isPaused == false)
    }

    @Test func `a version that is no longer marked bad may be deployed again`() throws {
        var ledger = try ServiceLedger.requested()
        ledger.live(60, verdict: .fail)
        #expect(refusal(.unmark(version: "v9"), by: ledger) == .versionNotMarked)
        try ledger.accept(.unmark(version: "v2"))
        #expect(ledger.state.bad.isEmpty)
        #expect(ledger.state.pending.isEmpty)
        try ledger.deploy("v2")
        #expect(refusal(.unmark(version: "v2"), by: ServiceLedger()) == .serviceUnknown)
    }
}
