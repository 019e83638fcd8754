import LedgerCore
import Testing

struct DeploymentTests {
    @Test func `a good canary reads in the log as the design says`() throws {
        let ledger = try ServiceLedger.completed()
        #expect(
            ledger.names == [
                "service.registered", "deployment.requested", "deployment.started",
                "instances.deploy_decided", "instances.deploy_acknowledged", "instances.deployed",
                "traffic.shift_decided", "traffic.shift_acknowledged", "traffic.shift_observed",
                "stage.passed", "traffic.shift_decided", "traffic.shift_acknowledged",
                "traffic.shift_observed", "stage.passed", "deployment.completed",
            ])
    }

    @Test func `completion makes the new version live in one step, and settles its request`() throws
    {
        var ledger = try ServiceLedger.requested()
        let request = try #require(ledger.state.queue.first?.request)
        let deployment = try #require(ledger.state.queue.first?.deployment)
        ledger.live(65)
        #expect(ledger.state.live == Example.stable)
        ledger.live(50)

        #expect(ledger.state.live == Placement(version: "v2", slot: "green"))
        #expect(ledger.state.good == ["v1", "v2"])
        #expect(ledger.state.pending.isEmpty)
        #expect(ledger.state.ended.map(\.id) == [deployment])
        #expect(
            ledger.history.last?.event
                == .deploymentCompleted(
                    .init(deployment: deployment, settles: Settlements([request: .completed]))))
    }

    @Test func `the next deployment goes to the slot that serves nobody`() throws {
        var ledger = try ServiceLedger.completed()
        try ledger.deploy("v3")
        ledger.run()
        #expect(ledger.state.active?.target == Placement(version: "v3", slot: "blue"))
        #expect(ledger.state.active?.stable == Placement(version: "v2", slot: "green"))
        #expect(ledger.state.wanted?.percent(of: "blue") == 5)
        #expect(ledger.state.wanted?.percent(of: "green") == 95)
    }

    @Test func `without a stable version it goes straight to its last stage`() throws {
        var ledger = ServiceLedger.registered(live: nil)
        try ledger.deploy("v1")
        ledger.run()
        #expect(
            ledger.state.active?.steps == [
                .deploy, .ready, .shift(percent: 100, stage: 1), .hold(stage: 1),
            ])
        #expect(ledger.state.wanted?.shares.map(\.percent) == [100, 0])
        ledger.live(60)
        #expect(ledger.state.live == Placement(version: "v1", slot: "blue"))
    }

    @Test func `what is decided again at its turn may be rejected by now`() throws {
        var ledger = try ServiceLedger.completed()
        let request = try ledger.deploy("v1")
        let deployment = try #require(ledger.state.queue.first?.deployment)
        // Goes before the queue, and makes `v1` live.
        try ledger.accept(.rollBack(version: "v1", isForced: false))
        ledger.run()
        #expect(
            ledger.history.last?.event
                == .deploymentRejected(
                    .init(
                        deployment: deployment, code: "version_is_live",
                        settles: Settlements([request: .rejected]))))
        #expect(ledger.state.queue.isEmpty)
        #expect(ledger.state.pending.isEmpty)
    }

    @Test func `a version that went bad while it waited is rejected`() throws {
        var ledger = try ServiceLedger.requested()
        ledger.record(
            .rollbackStarted(
                .init(
                    rollback: Example.id(7), from: Placement(version: "v2", slot: "green"),
                    to: Example.stable, requests: [])))
        ledger.record(
            .rollbackCompleted(.init(rollback: Example.id(7), settles: Settlements([:]))))
        ledger.run()
        #expect(ledger.names.last == "deployment.rejected")
    }

    @Test func `a service that serves nobody and does nothing is not watched`() {
        #expect(
            ServiceLedger.registered(live: nil).plan() == .rest(until: nil, watchesTraffic: false))
        #expect(ServiceLedger().plan() == .rest(until: nil, watchesTraffic: false))
        #expect(ServiceLedger.registered().plan() == .rest(until: nil, watchesTraffic: true))
    }

    @Test func `a stage's decision cites the looks it rests on and how far their stream had come`()
        throws
    {
        var ledger = try ServiceLedger.requested()
        ledger.live(65)
        let passed = ledger.history.compactMap { entry -> Evidence? in
            if case .stagePassed(let fact) = entry.event { fact.evidence } else { nil }
        }
        #expect(
            passed == [
                Evidence(samplesVersion: 5, verdicts: [1, 2, 3, 4, 5], judge: "guarded-ratio/1")
            ])
    }

    @Test func `a stall is remembered until something moves`() throws {
        var ledger = try ServiceLedger.holding()
        ledger.record(.sagaStalled(.init(dispatches: 6, detail: "")))
        #expect(ledger.state.isStalled)
        ledger.record(.drifted(.init(found: [:], wanted: try #require(ledger.state.wanted))))
        #expect(!ledger.state.isStalled)
    }
}
