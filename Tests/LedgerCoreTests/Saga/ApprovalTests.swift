import LedgerCore
import Testing

/// Two people must say yes to the first stage within an hour, and not its author.
struct ApprovalTests {
    private func holding() throws -> ServiceLedger {
        var ledger = ServiceLedger.registered()
        let deployment = ledger.newID()
        try ledger.accept(
            .deploy(deployment: deployment, version: "v2", plan: Example.approvedPlan),
            actor: "author")
        ledger.run()
        ledger.wait(60)
        ledger.look(.ok, stage: 0)
        return ledger
    }

    private func approve(_ ledger: inout ServiceLedger, _ actor: String) throws {
        let deployment = try #require(ledger.state.active?.id)
        try ledger.accept(.approve(deployment: deployment, stage: 0, actor: actor), actor: actor)
    }

    private func refusal(_ ledger: ServiceLedger, _ actor: String) throws -> Refusal.Code? {
        let deployment = try #require(ledger.state.active?.id)
        let command = ServiceCommand.approve(
            deployment: deployment, stage: 0, actor: actor)
        do throws(Refusal) {
            _ = try ledger.state.decide(command, as: Example.id(77))
            return nil
        } catch { return error.code }
    }

    @Test func `good evidence alone does not pass, and two people do`() throws {
        var ledger = try holding()
        #expect(ledger.run().isRest)
        #expect(ledger.state.active?.stage == 0)
        try approve(&ledger, "ann")
        ledger.run()
        #expect(ledger.state.active?.stage == 0)
        #expect(try refusal(ledger, "ann") == .alreadyApproved)
        #expect(try refusal(ledger, "author") == .authorMayNotApprove)
        try approve(&ledger, "ben")
        ledger.run()
        #expect(ledger.state.active?.stage == 1)
        #expect(ledger.state.active?.approvers == [])
        #expect(ledger.state.pending.count == 1)
        let deployment = try #require(ledger.state.active?.id)
        let next = ServiceCommand.approve(deployment: deployment, stage: 1, actor: "ann")
        let error = #expect(throws: Refusal.self) {
            try ledger.state.decide(next, as: Example.id(77))
        }
        #expect(error?.code == .approvalNotNeeded)
    }

    @Test func `approvals without evidence do not pass`() throws {
        var ledger = try holding()
        ledger.wait(10)
        ledger.look(.noData, stage: 0)
        try approve(&ledger, "ann")
        try approve(&ledger, "ben")
        ledger.run()
        #expect(ledger.state.active?.stage == 0)
        ledger.wait(10)
        ledger.look(.ok, stage: 0)
        ledger.run()
        #expect(ledger.state.active?.stage == 1)
    }

    @Test func `who is waited for in vain ends the deployment, and marks nothing bad`() throws {
        var ledger = try holding()
        for _ in 0..<59 {
            ledger.wait(60)
            ledger.look(.ok, stage: 0)
            ledger.run()
        }
        #expect(ledger.state.active?.isAborting == false)
        ledger.wait(60)
        ledger.run()
        #expect(ledger.state.active == nil)
        #expect(ledger.state.bad == [])
        let causes = ledger.history.compactMap { entry in
            if case .abortDecided(let fact) = entry.event { fact.cause } else { nil }
        }
        #expect(causes == [.notApproved])
    }

    @Test func `a drift while people are waited for asks for evidence anew, and ends nothing`()
        throws
    {
        var ledger = try holding()
        for _ in 0..<10 {
            ledger.wait(60)
            ledger.look(.ok, stage: 0)
        }
        let wanted = try #require(ledger.state.wanted)
        ledger.record(.drifted(.init(found: ["one": 100, "two": 0], wanted: wanted)))
        let attempt = ledger.record(.shiftDecided(.init(split: wanted, cause: .drift)))
        ledger.record(.shiftAcknowledged(.init(attempt: attempt)))
        ledger.record(
            .shiftObserved(.init(attempt: attempt, split: wanted, token: nil, isClean: true)))
        #expect(ledger.run().isRest)
        #expect(ledger.state.active?.isAborting == false)
        ledger.wait(20)
        #expect(ledger.run().look != nil)
    }

    @Test func `a no takes the deployment back`() throws {
        var ledger = try holding()
        let deployment = try #require(ledger.state.active?.id)
        let request = try ledger.accept(.reject(deployment: deployment, stage: 0))
        #expect(ledger.state.pending[request]?.kind == .abort)
        ledger.run()
        #expect(ledger.state.active == nil)
        #expect(ledger.wantedPercent == nil)
        #expect(ledger.state.pending.isEmpty)
    }
}
