import LedgerCore
import Testing

/// Two versions side by side for told-apart users, until a person or the judge says which one wins.
struct ABTestTests {
    private func testing(_ plan: DeploymentPlan = Example.abTestPlan) throws -> ServiceLedger {
        var ledger = ServiceLedger.registered()
        try ledger.accept(.configure(Example.settings(router: Example.userRouter), live: nil))
        try ledger.deploy("v2", plan: plan)
        ledger.run()
        return ledger
    }

    private func active(_ ledger: ServiceLedger) throws -> ID {
        try #require(ledger.state.active?.id)
    }

    @Test func `its users are part of what is wanted of the router`() throws {
        let ledger = try testing()
        let rule = UserRule(trait: .header("x-cohort"), values: ["beta"])
        let wanted = try #require(ledger.state.wanted)
        #expect(wanted.users == UserRoute(rule, to: "green", percent: 100))
        #expect(wanted.percent(of: "green") == 50)
    }

    @Test func `good evidence alone never declares a winner`() throws {
        var ledger = try testing()
        ledger.live(590)
        #expect(ledger.state.active?.stage == 0)
        #expect(ledger.state.live == Example.stable)
    }

    @Test func `a promotion makes the new version win, for all users`() throws {
        var ledger = try testing()
        ledger.live(120)
        try ledger.accept(.promote(deployment: active(ledger), stage: 0, isFull: false))
        ledger.live(60)
        #expect(ledger.state.live == Placement(version: "v2", slot: "green"))
        #expect(ledger.state.wanted?.users == nil)
        #expect(ledger.state.wanted?.percent(of: "green") == 100)
    }

    @Test func `an abort makes the old version win, and nobody sees the new one`() throws {
        var ledger = try testing()
        try ledger.accept(.abort(deployment: active(ledger)))
        ledger.run()
        #expect(ledger.state.active == nil)
        #expect(ledger.state.live == Example.stable)
        #expect(ledger.state.wanted?.users == nil)
        #expect(ledger.state.wanted?.percent(of: "green") == 0)
        #expect(ledger.state.bad == [])
    }

    @Test func `nobody's word ends it at the deadline, and marks nothing bad`() throws {
        var ledger = try testing()
        ledger.live(680)
        #expect(ledger.state.active == nil)
        #expect(ledger.state.live == Example.stable)
        #expect(ledger.state.bad == [])
        let causes = ledger.history.compactMap { entry in
            if case .abortDecided(let fact) = entry.event { fact.cause } else { nil }
        }
        #expect(causes == [.deadline])
    }

    @Test func `bad evidence ends it and marks the version bad`() throws {
        var ledger = try testing()
        ledger.live(60, verdict: .fail)
        #expect(ledger.state.active == nil)
        #expect(ledger.state.bad == ["v2"])
    }

    @Test func `missing evidence leaves the word to a person`() throws {
        var ledger = try testing()
        ledger.live(400, verdict: .insufficient)
        #expect(ledger.state.active?.stage == 0)
    }

    @Test func `the judge declares the winner where the plan says so`() throws {
        var ledger = try testing(Example.abTest(winner: .judge))
        ledger.live(120)
        #expect(ledger.state.live == Placement(version: "v2", slot: "green"))
    }

    @Test func `both arms are measured`() throws {
        var ledger = try testing()
        ledger.wait(30)
        guard case .analyse(let task) = ledger.run() else {
            Issue.record("no look is due")
            return
        }
        #expect(task.subject.version == "v2")
        #expect(task.baseline == "v1")
    }

    @Test func `a canary's bucket grows with its stages`() throws {
        let rule = UserRule(trait: .bucket(of: .header, name: "x-user", key: "agent"))
        var ledger = try testing(
            DeploymentPlan(
                stages: Example.plan.stages, analysis: Example.plan.analysis, route: rule))
        #expect(ledger.state.wanted?.users == UserRoute(rule, to: "green", percent: 5))
        ledger.live(120)
        #expect(ledger.state.wanted?.users == nil)
        #expect(ledger.state.live?.version == "v2")
    }

    @Test func `a retry from the split keeps users and winner`() throws {
        var ledger = try testing(Example.abTest(winner: .judge))
        let first = try active(ledger)
        try ledger.accept(.abort(deployment: first))
        ledger.run()
        try ledger.accept(.retry(deployment: first, as: ledger.newID(), fromStage: 0))
        #expect(ledger.state.queue.first?.plan == Example.abTest(winner: .judge))
    }

    @Test func `the map of users stays the same until all are taken back`() throws {
        func router(map: String, at address: String) -> RouterSettings {
            .haproxy(
                address: address, backend: "agents",
                users: UserMap(path: map, traits: [.header("x-cohort")]))
        }
        var ledger = ServiceLedger.registered()
        let first = Example.settings(router: router(map: "/etc/users.map", at: "127.0.0.1:9999"))
        try ledger.accept(.configure(first, live: nil))
        let deployment = ledger.newID()
        try ledger.accept(
            .deploy(deployment: deployment, version: "v2", plan: Example.abTestPlan))
        ledger.run()
        try ledger.accept(.abort(deployment: deployment))

        let other = Example.settings(router: router(map: "/etc/other.map", at: "127.0.0.1:9999"))
        #expect(throws: Refusal.self) { try ledger.accept(.configure(other, live: nil)) }
        #expect(throws: Refusal.self) {
            try ledger.accept(.configure(Example.settings, live: nil))
        }
        let moved = Example.settings(router: router(map: "/etc/users.map", at: "127.0.0.1:9998"))
        try ledger.accept(.configure(moved, live: nil))
        ledger.run()
        #expect(ledger.state.active == nil)
        try ledger.accept(.configure(other, live: nil))
    }
}
