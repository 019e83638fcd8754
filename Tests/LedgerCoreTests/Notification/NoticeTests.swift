import LedgerCore
import Testing

struct NoticeTests {
    /// What people are told along a history.
    private static func notices(_ ledger: ServiceLedger) -> [Notice] {
        var state = ServiceState()
        return ledger.history.compactMap { event, context in
            let before = state
            ServiceState.evolve(&state, with: event, context)
            return Notice(
                Notice.Source(
                    event: event, at: context.at, actor: context.actor, before: before,
                    after: state))
        }
    }

    private static func deployed(_ plan: DeploymentPlan = Example.plan) throws -> ServiceLedger {
        var ledger = ServiceLedger.registered()
        let id = ledger.newID()
        try ledger.accept(.deploy(deployment: id, version: "v2", plan: plan), actor: "ann")
        ledger.run()
        return ledger
    }

    @Test func `a deployment that completes is told with how long it took`() throws {
        var ledger = try Self.deployed()
        ledger.live(120)

        let notices = Self.notices(ledger)
        #expect(notices.map(\.kind) == [.deploymentCompleted])
        #expect(notices.first?.severity == .info)
        #expect(
            notices.first?.text
                == "The deployment of v2 completed after 1 min 30 s; v1 was live before.")
    }

    @Test func `a version that fails is told with its stage, its share and the looks`() throws {
        var ledger = try Self.deployed()
        ledger.live(60, verdict: .fail)

        let notices = Self.notices(ledger)
        #expect(notices.map(\.kind) == [.deploymentFailed, .deploymentTakenBack])
        #expect(notices.map(\.severity) == [.warn, .info])
        #expect(
            notices.first?.text
                == "v2 is taken back in stage 1 of 2, with 5 % of the traffic, 30 s after it began: "
                + "it failed its conditions, by 2 looks. v1 serves all the traffic again. It is "
                + "marked bad and not deployed again until unmarked.")
    }

    @Test func `a stage that waits for people is told once, when its share is in force`() throws {
        var ledger = try Self.deployed(Example.approvedPlan)
        ledger.live(300)

        let notices = Self.notices(ledger)
        #expect(notices.map(\.kind) == [.approvalNeeded])
        #expect(notices.first?.title == "v2 waits for 2 approvals")
        #expect(notices.first?.text.contains("5 % of the traffic in stage 1 of 2") == true)
        #expect(notices.first?.text.contains("after 1 h 1 min") == true)
    }

    @Test func `a share that is set again does not ask the people again`() throws {
        var ledger = try Self.deployed(Example.approvedPlan)
        ledger.live(100)
        let wanted = try #require(ledger.state.wanted)
        ledger.record(.drifted(.init(found: ["one": 100, "two": 0], wanted: wanted)))
        ledger.record(.shiftDecided(.init(split: wanted, cause: .drift)))
        ledger.live(30)

        #expect(ledger.names.count { $0 == "traffic.shift_observed" } == 2)
        #expect(Self.notices(ledger).map(\.kind) == [.approvalNeeded, .trafficDrifted])
        #expect(
            Self.notices(ledger).last?.text
                == "The router showed one 100 %, two 0 %; wanted is blue 95 %, green 5 %, which is "
                + "being set again.")
    }

    @Test func `an automatic rollback pages, and what keeps the next one back does too`() throws {
        var ledger = ServiceLedger.registered()
        try ledger.accept(
            .configure(Example.settings(watch: Example.rollbackPolicy), live: nil))
        for version in ["v2", "v3"] {
            try ledger.deploy(version)
            ledger.live(120)
        }
        ledger.live(200, verdict: .fail)

        let pages = Self.notices(ledger).filter { $0.severity == .page }
        #expect(pages.first?.kind == .rollbackStarted)
        #expect(pages.first?.title == "v3 fails: going back to v2")
        #expect(pages.dropFirst().first?.kind == .rollbackIneffective)
    }

    @Test func `a router that fails is told only while traffic must leave a version`() throws {
        var ledger = try Self.deployed()
        let failed = ServiceEvent.shiftFailed(
            .init(
                attempt: 1, code: "unreachable", isUnknown: false,
                retryAt: Example.noon, detail: "away"))
        ledger.record(failed)
        #expect(Self.notices(ledger).isEmpty)

        let deployment = try #require(ledger.state.active?.id)
        try ledger.accept(.abort(deployment: deployment))
        ledger.run { $0.isShift }
        ledger.record(failed)

        #expect(Self.notices(ledger).last?.kind == .trafficStuck)
        #expect(Self.notices(ledger).last?.title == "Traffic may stay on v2")
    }

    @Test(arguments: ServiceEvent.Name.allCases)
    func `an event that tells something is among the sources, and no other is`(
        name: ServiceEvent.Name
    ) throws {
        let ledger = try Self.deployed(Example.approvedPlan)
        var aborting = ledger.state
        aborting.active?.isAborting = true
        var before = ledger.state
        before.active?.stageObservedAt = nil
        let event = ServiceEvent.sample(name)
        let notice = [(before, ledger.state), (aborting, aborting)].compactMap { before, after in
            Notice(
                Notice.Source(
                    event: event, at: Example.noon, actor: "ann", before: before, after: after))
        }.first

        #expect((notice != nil) == Notice.sources.contains(name.rawValue))
        if let notice {
            #expect(notice.title.count <= 150)
            #expect(!notice.text.isEmpty)
        }
    }
}
