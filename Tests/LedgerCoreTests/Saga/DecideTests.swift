import LedgerCore
import Testing

struct DecideTests {
    private func refusal(
        of command: ServiceCommand, by ledger: ServiceLedger
    ) -> Refusal.Code? {
        do throws(Refusal) {
            _ = try ledger.state.decide(command, as: Example.id(77))
            return nil
        } catch { return error.code }
    }

    private func deployment(
        _ version: String, id: ID = Example.id(0xDD)
    ) -> ServiceCommand { .deploy(deployment: id, version: version, plan: Example.plan) }

    private func rollback(to version: String?, forced: Bool = false) -> ServiceCommand {
        .rollBack(version: version, isForced: forced)
    }

    @Test func `a service is registered once, and again the same is nothing new`() throws {
        var ledger = ServiceLedger()
        let command = ServiceCommand.configure(Example.settings, live: Example.stable)
        try ledger.accept(command)

        #expect(ledger.names == ["service.registered"])
        #expect(ledger.state.live == Example.stable)
        #expect(ledger.state.wanted?.percent(of: "blue") == 100)
        #expect(try ledger.state.decide(command, as: Example.id(77)) == [])
    }

    @Test func `other settings change a service that rests, and no other`() throws {
        let other = ServiceSettings(
            slots: Example.settings.slots, router: Example.settings.router,
            metrics: .prometheus(url: "http://other:9090", service: "agent"),
            deployer: Example.settings.deployer)
        let command = ServiceCommand.configure(other, live: nil)

        #expect(
            try ServiceLedger.registered().state.decide(command, as: Example.id(77))
                == [.changed(.init(settings: other))])
        // A wrong address must be repairable while something fails because of it.
        #expect(
            try ServiceLedger.deploying().state.decide(command, as: Example.id(77))
                == [.changed(.init(settings: other))])
    }

    @Test func `slots are renamed only while nothing is under way`() throws {
        let renamed = ServiceSettings(
            slots: [
                Example.settings.slots[0],
                Slot(name: "violet", endpoint: "http://10.0.0.7:8002", target: "two"),
            ], router: Example.settings.router, metrics: Example.settings.metrics,
            deployer: Example.settings.deployer)
        let command = ServiceCommand.configure(renamed, live: nil)
        #expect(refusal(of: command, by: try .deploying()) == .serviceBusy)
        #expect(refusal(of: command, by: .registered()) == nil)
    }

    @Test func `what serves users is taken later too, as long as nothing is known`() throws {
        let later = ServiceCommand.configure(Example.settings, live: Example.stable)
        #expect(
            try ServiceLedger.registered(live: nil).state.decide(later, as: Example.id(77))
                == [.registered(.init(settings: Example.settings, live: Example.stable))])
        #expect(
            try ServiceLedger.completed().state.decide(later, as: Example.id(77)).isEmpty)
    }

    @Test func `settings without the slot that serves users are refused`() throws {
        let other = ServiceSettings(
            slots: [
                Slot(name: "red", endpoint: "http://10.0.0.7:8001", target: "one"),
                Slot(name: "green", endpoint: "http://10.0.0.7:8002", target: "two"),
            ], router: Example.settings.router, metrics: Example.settings.metrics,
            deployer: Example.settings.deployer)
        let command = ServiceCommand.configure(other, live: nil)

        #expect(refusal(of: command, by: .registered()) == .slotInUse)
        #expect(refusal(of: command, by: .registered(live: nil)) == nil)
        #expect(
            refusal(of: .configure(other, live: Example.stable), by: ServiceLedger()) == .slotInUse)
    }

    @Test func `nothing is asked of a service that is not registered`() {
        for command in [deployment("v2"), rollback(to: nil), rollback(to: "v1")] {
            #expect(refusal(of: command, by: ServiceLedger()) == .serviceUnknown)
        }
        #expect(
            refusal(of: .abort(deployment: Example.id(1)), by: ServiceLedger())
                == .deploymentUnknown)
    }

    @Test func `where the policy rejects, a second deployment is told of the first`() throws {
        var active = try ServiceLedger.holding()
        active.record(.changed(.init(settings: Example.settings(onNewVersion: .reject))))
        let id = try #require(active.state.active?.id)
        let error = #expect(throws: Refusal.self) {
            try active.state.decide(deployment("v3"), as: Example.id(77))
        }
        #expect(error?.code == .deploymentActive)
        #expect(error?.deployment == id)
        var requested = try ServiceLedger.requested()
        requested.record(.changed(.init(settings: Example.settings(onNewVersion: .reject))))
        #expect(refusal(of: deployment("v3"), by: requested) == .deploymentActive)
    }

    @Test func `where the policy rejects, none is taken while a rollback waits or runs`() throws {
        var ledger = try ServiceLedger.completed()
        ledger.record(.changed(.init(settings: Example.settings(onNewVersion: .reject))))
        try ledger.accept(rollback(to: nil))
        #expect(refusal(of: deployment("v3"), by: ledger) == .deploymentActive)
        ledger.run { $0.isShift }
        #expect(ledger.state.active?.kind == .rollback)
        #expect(refusal(of: deployment("v3"), by: ledger) == .deploymentActive)
    }

    @Test func `what is live, or was taken back as bad, is not deployed`() throws {
        var ledger = ServiceLedger.registered()
        #expect(refusal(of: deployment("v1"), by: ledger) == .versionIsLive)
        try ledger.deploy("v2")
        ledger.live(60, verdict: .fail)
        #expect(ledger.state.active == nil)
        #expect(refusal(of: deployment("v2"), by: ledger) == .versionMarkedBad)
        #expect(refusal(of: deployment("v3"), by: ledger) == nil)
    }

    @Test func `an abort is accepted once, by what is active`() throws {
        var ledger = try ServiceLedger.holding()
        let id = try #require(ledger.state.active?.id)
        let request = try ledger.accept(.abort(deployment: id))

        #expect(ledger.state.active?.isAborting == true)
        #expect(ledger.state.pending[request]?.kind == .abort)
        #expect(ledger.state.pending[request]?.deployment == id)
        #expect(refusal(of: .abort(deployment: id), by: ledger) == .alreadyAborting)
        ledger.run()
        #expect(refusal(of: .abort(deployment: id), by: ledger) == .deploymentEnded)
        #expect(refusal(of: .abort(deployment: Example.id(5)), by: ledger) == .deploymentUnknown)
    }

    @Test func `an abort before the start withdraws the deployment, and settles both requests`()
        throws
    {
        var ledger = try ServiceLedger.requested()
        let queued = try #require(ledger.state.queue.first)
        let request = try ledger.accept(.abort(deployment: queued.deployment))

        #expect(ledger.names.suffix(2) == ["abort.requested", "deployment.withdrawn"])
        #expect(ledger.state.pending.isEmpty)
        #expect(ledger.state.queue.isEmpty)
        #expect(
            ledger.history.last?.event
                == .deploymentWithdrawn(
                    .init(
                        deployment: queued.deployment,
                        settles: Settlements([queued.request: .aborted, request: .done]))))
        #expect(ledger.plan() == .rest(until: nil, watchesTraffic: true))
    }

    @Test func `a rollback cannot be aborted as a deployment`() throws {
        var ledger = try ServiceLedger.completed()
        try ledger.accept(rollback(to: nil))
        ledger.run { $0.isShift }
        let id = try #require(ledger.state.active?.id)
        #expect(refusal(of: .abort(deployment: id), by: ledger) == .deploymentUnknown)
    }

    @Test func `a rollback goes to the last good version, and stores it`() throws {
        let ledger = try ServiceLedger.completed()
        #expect(
            try ledger.state.decide(rollback(to: nil), as: Example.id(77))
                == [.rollbackRequested(.init(version: "v1", isForced: false))])
    }

    @Test func `a rollback needs a version that was live here and is not now`() throws {
        #expect(refusal(of: rollback(to: nil), by: .registered()) == .noRollbackTarget)
        #expect(refusal(of: rollback(to: "v1"), by: .registered()) == .versionIsLive)
        #expect(refusal(of: rollback(to: "v9"), by: try .completed()) == .versionUnknown)
    }

    @Test func `a bad version is gone back to by force only`() throws {
        var ledger = try ServiceLedger.completed()
        try ledger.accept(rollback(to: nil))
        ledger.run()
        #expect(ledger.state.bad == ["v2"])

        #expect(refusal(of: rollback(to: "v2"), by: ledger) == .versionMarkedBad)
        #expect(refusal(of: rollback(to: nil), by: ledger) == .noRollbackTarget)
        #expect(refusal(of: rollback(to: "v2", forced: true), by: ledger) == nil)
    }

    @Test func `during a first deployment there is nothing to roll back to`() throws {
        var ledger = ServiceLedger.registered(live: nil)
        try ledger.deploy("v1")
        ledger.run { $0.isShift }
        #expect(refusal(of: rollback(to: nil), by: ledger) == .noRollbackTarget)
    }

    @Test func `three rollbacks may wait, a fourth is refused`() throws {
        var ledger = try ServiceLedger.completed()
        for _ in 0..<3 { try ledger.accept(rollback(to: "v1")) }
        #expect(refusal(of: rollback(to: "v1"), by: ledger) == .queueFull)
    }

    @Test func `only what stops something is urgent`() {
        #expect(ServiceCommand.abort(deployment: Example.id(1)).isUrgent)
        #expect(rollback(to: nil).isUrgent)
        #expect(!deployment("v2").isUrgent)
        #expect(!ServiceCommand.configure(Example.settings, live: nil).isUrgent)
    }
}
