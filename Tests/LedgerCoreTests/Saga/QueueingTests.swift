import LedgerCore
import Testing

/// What happens when a version is asked for while another is on its way.
struct QueueingTests {
    private func refusal(_ command: ServiceCommand, by ledger: ServiceLedger) -> Refusal? {
        do throws(Refusal) {
            _ = try ledger.state.decide(command, as: Example.id(77))
            return nil
        } catch { return error }
    }

    private func deployment(_ version: String) -> ServiceCommand {
        .deploy(deployment: Example.id(0xDD), version: version, plan: Example.plan)
    }

    @Test func `versions wait for their turn, in order, and no more than three`() throws {
        var ledger = try ServiceLedger.holding()
        for version in ["v3", "v4", "v5"] { try ledger.deploy(version) }
        #expect(ledger.state.queue.map(\.version) == ["v3", "v4", "v5"])
        #expect(ledger.state.active?.target.version == "v2")
        #expect(refusal(deployment("v6"), by: ledger)?.code == .queueFull)
        ledger.live(120)
        #expect(ledger.state.live?.version == "v2")
        #expect(ledger.state.active?.target.version == "v3")
    }

    @Test func `a version that is on its way is not taken twice`() throws {
        var ledger = try ServiceLedger.holding()
        let active = try #require(ledger.state.active?.id)
        #expect(refusal(deployment("v2"), by: ledger)?.deployment == active)
        try ledger.deploy("v3")
        #expect(refusal(deployment("v3"), by: ledger)?.code == .versionQueued)
        // One that is taken back may be asked for again.
        try ledger.accept(.abort(deployment: active))
        #expect(refusal(deployment("v2"), by: ledger) == nil)
    }

    @Test func `a new version takes the place of all others where the policy says so`() throws {
        var ledger = try ServiceLedger.holding()
        try ledger.deploy("v3")
        ledger.record(.changed(.init(settings: Example.settings(onNewVersion: .supersede))))
        let waiting = try #require(ledger.state.queue.first?.request)
        let running = try #require(ledger.state.active?.requests.first)
        try ledger.deploy("v4")

        #expect(ledger.state.pending[waiting] == nil)
        #expect(ledger.state.active?.isAborting == true)
        ledger.run()
        #expect(ledger.state.pending[running] == nil)
        #expect(ledger.state.active?.target.version == "v4")
        #expect(ledger.state.bad == [])
        let outcomes = ledger.history.reduce(into: [ID: Settlements.Outcome]()) { found, entry in
            switch entry.event {
            case .deploymentWithdrawn(let fact), .deploymentAborted(let fact):
                found.merge(fact.settles.outcomes) { first, _ in first }
            default: break
            }
        }
        #expect(outcomes == [waiting: .aborted, running: .aborted])
    }

    @Test func `a rollback is not superseded: the new version waits for it`() throws {
        var ledger = try ServiceLedger.completed()
        ledger.record(.changed(.init(settings: Example.settings(onNewVersion: .supersede))))
        try ledger.accept(.rollBack(version: nil, isForced: false))
        ledger.run { $0.isShift }
        try ledger.deploy("v3")
        #expect(ledger.state.active?.kind == .rollback)
        #expect(ledger.state.queue.map(\.version) == ["v3"])
    }

    @Test func `what ended is tried again, from the start or from a stage on`() throws {
        var ledger = try ServiceLedger.holding()
        let old = try #require(ledger.state.active?.id)
        let again = ServiceCommand.retry(deployment: old, as: Example.id(0xDE), fromStage: 1)
        #expect(refusal(again, by: ledger)?.code == .deploymentActive)
        try ledger.accept(.abort(deployment: old))
        ledger.run()
        try ledger.accept(again)
        #expect(ledger.state.queue.first?.plan.stages == [Example.plan.stages[1]])
        guard case .deploymentRequested(let fact)? = ledger.history.last?.event else {
            Issue.record("not requested")
            return
        }
        #expect(fact.retryOf == old)
        #expect(fact.version == "v2")
        let beyond = ServiceCommand.retry(deployment: old, as: Example.id(0xDF), fromStage: 2)
        #expect(refusal(beyond, by: ledger)?.code == .stageUnknown)
        let unknown = ServiceCommand.retry(
            deployment: Example.id(9), as: Example.id(0xDF), fromStage: 0)
        #expect(refusal(unknown, by: ledger)?.code == .deploymentUnknown)
    }

    @Test func `what failed is tried again only after it was unmarked`() throws {
        var ledger = try ServiceLedger.requested()
        ledger.live(60, verdict: .fail)
        let old = try #require(ledger.state.ended.last?.id)
        let again = ServiceCommand.retry(deployment: old, as: Example.id(0xDE), fromStage: 0)
        #expect(refusal(again, by: ledger)?.code == .versionMarkedBad)
        try ledger.accept(.unmark(version: "v2"))
        #expect(refusal(again, by: ledger) == nil)
    }
}
