import LedgerCore
import Testing

struct RollbackTests {
    private func rollBack(
        _ ledger: inout ServiceLedger, to version: String?, forced: Bool = false
    ) throws -> ID { try ledger.accept(.rollBack(version: version, isForced: forced)) }

    /// `v1`, then `v2`, then `v3` in `blue` is live.
    private func threeVersions() throws -> ServiceLedger {
        var ledger = try ServiceLedger.completed()
        try ledger.deploy("v3")
        ledger.live(120)
        #expect(ledger.state.live == Placement(version: "v3", slot: "blue"))
        return ledger
    }

    private func settled(_ event: ServiceEvent?) -> [ID: Settlements.Outcome]? {
        switch event {
        case .rollbackCompleted(let fact)?: fact.settles.outcomes
        case .rollbackMoot(let fact)?: fact.settles.outcomes
        case .deploymentAborted(let fact)?: fact.settles.outcomes
        default: nil
        }
    }

    @Test func `it goes back to the last good version and marks what it leaves`() throws {
        var ledger = try ServiceLedger.completed()
        let request = try rollBack(&ledger, to: nil)
        ledger.run()

        #expect(ledger.state.live == Example.stable)
        #expect(ledger.state.bad == ["v2"])
        #expect(ledger.state.wanted?.percent(of: "blue") == 100)
        #expect(settled(ledger.history.last?.event) == [request: .done])
        #expect(
            ledger.names.suffix(7) == [
                "instances.deploy_decided", "instances.deploy_acknowledged", "instances.deployed",
                "traffic.shift_decided", "traffic.shift_acknowledged", "traffic.shift_observed",
                "rollback.completed",
            ])
    }

    @Test func `the bad version is marked when it starts, not at its end`() throws {
        var ledger = try ServiceLedger.completed()
        _ = try rollBack(&ledger, to: nil)
        ledger.run { _ in true }
        #expect(ledger.state.active?.kind == .rollback)
        #expect(ledger.state.bad == ["v2"])
    }

    @Test func `one whose target does not come up gives way to a later one to another version`()
        throws
    {
        var ledger = try threeVersions()
        let stuck = try rollBack(&ledger, to: "v1")
        ledger.run { _ in true }
        let better = try rollBack(&ledger, to: "v2")
        let attempt = try #require(ledger.state.open?.attempt)
        ledger.record(
            .deployFailed(
                .init(
                    attempt: attempt, code: "refused", isUnknown: false,
                    retryAt: ledger.now.adding(seconds: 60), detail: "no such image")))
        ledger.run()
        #expect(ledger.state.live?.version == "v2")
        let outcomes = ledger.history.compactMap { settled($0.event) }
        #expect(outcomes.contains([stuck: .moot]))
        #expect(outcomes.last == [better: .done])
        #expect(ledger.state.pending.isEmpty)
    }

    @Test func `a named version is the target, not the last one`() throws {
        var ledger = try threeVersions()
        _ = try rollBack(&ledger, to: "v1")
        ledger.run()
        #expect(ledger.state.live?.version == "v1")
        #expect(ledger.state.live?.slot == "green")
        #expect(ledger.state.bad == ["v3"])
    }

    @Test func `a second rollback goes further back, never forward to a bad version`() throws {
        var ledger = try threeVersions()
        _ = try rollBack(&ledger, to: nil)
        ledger.run()
        #expect(ledger.state.live?.version == "v2")
        _ = try rollBack(&ledger, to: nil)
        ledger.run()
        #expect(ledger.state.live?.version == "v1")
        #expect(ledger.state.bad == ["v2", "v3"])
    }

    @Test func `by force a bad version comes back and is good again`() throws {
        var ledger = try ServiceLedger.completed()
        _ = try rollBack(&ledger, to: nil)
        ledger.run()
        _ = try rollBack(&ledger, to: "v2", forced: true)
        ledger.run()
        #expect(ledger.state.live?.version == "v2")
        #expect(ledger.state.bad == ["v1"])
    }

    @Test func `during a deployment it is the abort, and done when the traffic is back`() throws {
        var ledger = try ServiceLedger.holding()
        let deploy = try #require(ledger.state.active?.requests.first)
        let request = try rollBack(&ledger, to: nil)
        #expect(ledger.state.active?.isAborting == true)
        ledger.run()

        let ends = ledger.history.suffix(2).map(\.event)
        #expect(settled(ends.first) == [deploy: .aborted])
        #expect(settled(ends.last) == [request: .done])
        #expect(ledger.state.live == Example.stable)
        #expect(ledger.state.pending.isEmpty)
    }

    @Test func `during a deployment another target follows when the deployment has ended`() throws {
        var ledger = try threeVersions()
        try ledger.deploy("v4")
        ledger.run()
        _ = try rollBack(&ledger, to: "v2")
        ledger.run()
        #expect(ledger.state.live?.version == "v2")
        let ends = ["deployment.aborted", "rollback.started", "rollback.completed"]
        #expect(ledger.names.suffix(20).filter(ends.contains) == ends)
    }

    @Test func `requests for the same version join, those for another queue`() throws {
        var ledger = try threeVersions()
        let first = try rollBack(&ledger, to: "v2")
        let other = try rollBack(&ledger, to: "v1")
        let second = try rollBack(&ledger, to: "v2")
        ledger.run()

        let ends = ledger.history.compactMap { settled($0.event) }.suffix(2)
        #expect(ends == [[first: .done, second: .done], [other: .done]])
        #expect(ledger.state.live?.version == "v1")
    }

    @Test func `a request that comes while its rollback runs is moot afterwards`() throws {
        var ledger = try ServiceLedger.completed()
        _ = try rollBack(&ledger, to: "v1")
        ledger.run { $0.isShift }
        let late = try rollBack(&ledger, to: "v1")
        ledger.wait(12)
        ledger.run()
        #expect(ledger.names.last == "rollback.moot")
        #expect(settled(ledger.history.last?.event) == [late: .done])
    }

    @Test func `a target that went bad while it waited is refused`() throws {
        var ledger = try threeVersions()
        _ = try rollBack(&ledger, to: "v1")
        ledger.run { $0.isShift }
        _ = try rollBack(&ledger, to: "v2")
        let waiting = try rollBack(&ledger, to: "v1")
        ledger.wait(12)
        ledger.run()
        #expect(settled(ledger.history.last?.event) == [waiting: .refusedBad])
        #expect(ledger.state.live?.version == "v2")
    }

    @Test func `a rollback that waits goes before a deployment that waits`() throws {
        var ledger = try ServiceLedger.completed()
        try ledger.deploy("v3")
        _ = try rollBack(&ledger, to: "v1")
        ledger.run()
        let starts = ["rollback.started", "deployment.started"]
        #expect(ledger.names.filter(starts.contains).suffix(2) == starts[...])
    }

    @Test func `a version that is still in the other slot is found there`() throws {
        var ledger = try ServiceLedger.completed()
        #expect(ledger.state.slots == ["blue": "v1", "green": "v2"])
        _ = try rollBack(&ledger, to: "v1")
        ledger.run { _ in true }
        #expect(ledger.state.active?.target == Example.stable)
    }
}
