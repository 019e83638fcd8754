import LedgerCore
import Testing

/// What looks that cannot be judged do under a plan's policies: stage 0 of 60 s, a look each 10 s.
struct UndecidedHoldTests {
    private func holding(
        _ undecided: UndecidedRules, consecutiveFailureLimit: Int? = nil
    ) throws -> ServiceLedger {
        var ledger = ServiceLedger.registered()
        let plan = DeploymentPlan(
            stages: Example.plan.stages,
            analysis: AnalysisSettings(
                intervalSeconds: 10, warmUpSeconds: 10, failureLimit: 3, holdDeadlineSeconds: 120,
                consecutiveFailureLimit: consecutiveFailureLimit, undecided: undecided))
        try ledger.deploy("v2", plan: plan)
        ledger.run()
        return ledger
    }

    private func look(
        _ kinds: Verdict.Kind..., at start: Int = 20, in ledger: inout ServiceLedger
    ) {
        for (index, kind) in kinds.enumerated() {
            ledger.now = Example.noon.adding(seconds: start + 10 * index)
            ledger.look(kind, stage: 0)
        }
    }

    private func ended(_ ledger: ServiceLedger) -> ServiceEvent.AbortDecided? {
        guard case .abortDecided(let fact)? = ledger.plan().events?.first else { return nil }
        return fact
    }

    private func passes(_ ledger: ServiceLedger) -> Bool {
        guard case .stagePassed? = ledger.plan().events?.first else { return false }
        return true
    }

    private static func rules(
        _ kind: Verdict.Kind, _ rule: UndecidedRules.Rule
    ) -> UndecidedRules {
        switch kind {
        case .insufficient: UndecidedRules(insufficient: rule)
        case .noData: UndecidedRules(noData: rule)
        default: UndecidedRules(error: rule)
        }
    }

    @Test(arguments: [Verdict.Kind.insufficient, .noData, .error])
    func `abort ends it at the look beyond the limit, and does not blame the version`(
        kind: Verdict.Kind
    ) throws {
        var ledger = try holding(Self.rules(kind, .init(.abort, limit: 1)))
        look(kind, in: &ledger)
        #expect(ended(ledger) == nil)
        look(kind, at: 30, in: &ledger)
        let fact = try #require(ended(ledger))
        #expect(fact.cause == .noEvidence)
        #expect(!fact.marksBad)
        #expect(fact.evidence.verdicts.count == 2)
    }

    @Test func `errors count in a row, the others in all`() throws {
        var errors = try holding(UndecidedRules(error: .init(.abort, limit: 1)))
        look(.error, .ok, .error, in: &errors)
        #expect(ended(errors) == nil)
        look(.error, at: 50, in: &errors)
        #expect(ended(errors) != nil)

        var missing = try holding(UndecidedRules(noData: .init(.abort, limit: 1)))
        look(.noData, .ok, .noData, in: &missing)
        #expect(ended(missing) != nil)
    }

    @Test(arguments: [Verdict.Kind.insufficient, .noData, .error])
    func `continue passes the stage at its end, beyond the limit alone`(
        kind: Verdict.Kind
    ) throws {
        var ledger = try holding(Self.rules(kind, .init(.continue, limit: 1)))
        look(kind, at: 60, in: &ledger)
        #expect(!passes(ledger))
        look(kind, at: 70, in: &ledger)
        #expect(passes(ledger))

        var early = try holding(Self.rules(kind, .init(.continue, limit: 0)))
        look(kind, at: 50, in: &early)
        #expect(!passes(early) && ended(early) == nil)
    }

    @Test func `a policy speaks for its own kind alone, and a failure outweighs it`() throws {
        var ledger = try holding(UndecidedRules(noData: .init(.continue, limit: 0)))
        look(.insufficient, at: 60, in: &ledger)
        #expect(!passes(ledger))
        var failing = try holding(UndecidedRules(insufficient: .init(.continue, limit: 0)))
        look(.fail, .fail, .fail, .fail, .insufficient, in: &failing)
        #expect(ended(failing)?.cause == .failed)
    }

    @Test func `while people paused it nothing is aborted for want of evidence`() throws {
        var ledger = try holding(UndecidedRules(noData: .init(.abort, limit: 0)))
        let deployment = try #require(ledger.state.active?.id)
        try ledger.accept(.pause(deployment: deployment, stage: nil))
        look(.noData, at: 30, in: &ledger)
        #expect(ended(ledger) == nil)
    }

    @Test func `failures in a row have a limit of their own`() throws {
        var ledger = try holding(UndecidedRules(), consecutiveFailureLimit: 1)
        look(.fail, .ok, .fail, in: &ledger)
        #expect(ended(ledger) == nil)
        look(.fail, at: 50, in: &ledger)
        #expect(ended(ledger)?.cause == .failed)
    }
}
