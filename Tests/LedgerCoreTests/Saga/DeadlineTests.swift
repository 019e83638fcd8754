import LedgerCore
import Testing

/// A plan that may take ten minutes, and whose router has one for each stage.
struct DeadlineTests {
    private static let plan = DeploymentPlan(
        stages: [
            Stage(percent: 5, durationSeconds: 3600, criteria: Criteria(maxErrorRate: 0.01)),
            Stage(percent: 100, durationSeconds: 30),
        ], analysis: Example.plan.analysis, readyDeadlineSeconds: 3600,
        shiftDeadlineSeconds: 60, deadlineSeconds: 600)

    private func deploying() throws -> ServiceLedger {
        var ledger = ServiceLedger.registered()
        try ledger.deploy("v2", plan: Self.plan)
        return ledger
    }

    private func causes(_ ledger: ServiceLedger) -> [ServiceEvent.AbortDecided.Cause] {
        ledger.history.compactMap { entry in
            if case .abortDecided(let fact) = entry.event { fact.cause } else { nil }
        }
    }

    /// The first attempt at the open shift fails, to be tried again in five minutes.
    private func fail(_ ledger: inout ServiceLedger) throws {
        let attempt = try #require(ledger.state.open?.attempt)
        ledger.record(
            .shiftFailed(
                .init(
                    attempt: attempt, code: "unreachable", isUnknown: false,
                    retryAt: ledger.now.adding(seconds: 300), detail: "no route")))
    }

    @Test func `a router that does not come back ends the deployment in its time`() throws {
        var ledger = try deploying()
        ledger.run { $0.isShift }
        let start = ledger.now
        try fail(&ledger)
        // It is woken for the deadline, not for the next attempt.
        #expect(ledger.plan() == .rest(until: start.adding(seconds: 60), watchesTraffic: false))
        ledger.wait(59)
        #expect(causes(ledger) == [])
        ledger.wait(1)
        ledger.run()
        #expect(causes(ledger) == [.deadline])
        #expect(ledger.state.active == nil)
        #expect(ledger.state.live == Example.stable)
        #expect(ledger.state.bad == [])
    }

    @Test func `the wait for an earlier saga's late requests is not the router's time`() throws {
        var ledger = try deploying()
        ledger.run { $0.isShift }
        try fail(&ledger)
        ledger.wait(60)
        // Left behind with an open shift: what comes next waits for 45 s before its first one.
        ledger.run()
        let plan = DeploymentPlan(stages: Self.plan.stages, shiftDeadlineSeconds: 30)
        try ledger.deploy("v3", plan: plan)
        guard case .rest(let until?, _) = ledger.run() else {
            Issue.record("\(ledger.plan())")
            return
        }
        #expect(until.seconds(since: ledger.now) > 30)
        ledger.now = until
        #expect(ledger.run().isRest)
        #expect(ledger.state.active?.target.version == "v3")
        #expect(ledger.wantedPercent == 5)
        #expect(causes(ledger) == [.deadline])
    }

    @Test func `the whole time ends it wherever it stands`() throws {
        var ledger = try deploying()
        ledger.run()
        let end = try #require(ledger.state.active?.startedAt).adding(seconds: 600)
        ledger.now = end.adding(seconds: -5)
        ledger.look(.ok, stage: 0)
        #expect(ledger.run() == .rest(until: end, watchesTraffic: true))
        #expect(causes(ledger) == [])
        ledger.now = end
        ledger.run()
        #expect(causes(ledger) == [.deadline])
        #expect(ledger.state.active == nil)
        #expect(ledger.state.live == Example.stable)
    }

    @Test func `before the first share nothing has to be taken back`() throws {
        var ledger = try deploying()
        ledger.run { !$0.isShift }
        ledger.wait(600)
        let shifts = ledger.names.count { $0 == "traffic.shift_decided" }
        ledger.run()
        #expect(causes(ledger) == [.deadline])
        #expect(ledger.state.active == nil)
        #expect(ledger.names.count { $0 == "traffic.shift_decided" } == shifts)
    }

    @Test func `a slot has its time again after a pause`() throws {
        var ledger = ServiceLedger.registered()
        try ledger.deploy("v2")
        while ledger.state.active?.currentStep != .ready {
            guard case .record(let events, _) = ledger.plan() else {
                let effect = try #require(ledger.state.open)
                ledger.succeed(effect)
                continue
            }
            for event in events { ledger.record(event) }
        }
        let deployment = try #require(ledger.state.active?.id)
        try ledger.accept(.pause(deployment: deployment, stage: nil))
        ledger.wait(1000)
        guard case .checkHealth = ledger.plan() else {
            Issue.record("\(ledger.plan())")
            return
        }
        try ledger.accept(.resume(deployment: deployment))
        ledger.wait(59)
        #expect(causes(ledger) == [])
        guard case .checkHealth = ledger.plan() else {
            Issue.record("\(ledger.plan())")
            return
        }
        ledger.wait(1)
        guard case .record(let events, _) = ledger.plan(),
            case .abortDecided(let fact)? = events.first
        else {
            Issue.record("\(ledger.plan())")
            return
        }
        #expect(fact.cause == .notReady)
    }

    @Test func `a promotion gives no more time to what was not paused`() throws {
        var ledger = try deploying()
        ledger.run()
        let deployment = try #require(ledger.state.active?.id)
        let end = try #require(ledger.state.active?.startedAt).adding(seconds: 600)
        ledger.wait(500)
        try ledger.accept(.promote(deployment: deployment, stage: 0, isFull: true))
        ledger.now = end
        ledger.run()
        #expect(causes(ledger) == [.deadline])
    }

    @Test func `no time runs while it is paused`() throws {
        var ledger = try deploying()
        ledger.run()
        let deployment = try #require(ledger.state.active?.id)
        try ledger.accept(.pause(deployment: deployment, stage: 0))
        ledger.wait(5000)
        ledger.look(.ok, stage: 0)
        #expect(ledger.run().isRest)
        #expect(causes(ledger) == [])
        try ledger.accept(.resume(deployment: deployment))
        ledger.run()
        #expect(ledger.state.active?.stage == 1)
        #expect(causes(ledger) == [])
    }
}
