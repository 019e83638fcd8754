import LedgerCore
import Testing

/// Instance by instance: four in each slot, two at a time, one beyond the service's and one missing.
struct RollingTests {
    private static let green = Placement(version: "v2", slot: "green")

    private func plan(threshold: Int) -> DeploymentPlan {
        DeploymentPlan(
            strategy: .rolling, analysis: Example.rollingPlan.analysis, readyDeadlineSeconds: 60,
            rolling: RollingSettings(
                maxUnavailable: .count(2), failureThreshold: .count(threshold), batchSeconds: 20))
    }

    @Test func `an old one makes room, two new ones come up, and take the traffic`() throws {
        var ledger = try ServiceLedger.rolling()
        let question = ledger.runToHealth()

        #expect(question == HealthTask(target: Self.green, instances: ["green-1", "green-2"]))
        #expect(ledger.serving == ["blue": ["blue-2", "blue-3", "blue-4"]])
        #expect(ledger.state.active?.stage == 0)
        ledger.run()
        #expect(
            ledger.serving == ["blue": ["blue-3", "blue-4"], "green": ["green-1", "green-2"]])
        #expect(ledger.wantedPercent == 50)
        #expect(ledger.state.active?.phase == "holding")
    }

    @Test func `a batch that was well long enough brings the next one, in one append`() throws {
        var ledger = try ServiceLedger.rolling()
        ledger.live(21)
        let passed = try #require(ledger.names.lastIndex(of: "stage.passed"))
        #expect(ledger.names[passed + 1] == "traffic.shift_decided")
        let asked = ledger.history.compactMap { entry in
            if case .deployDecided(let fact) = entry.event { fact.instances } else { nil }
        }
        #expect(asked == [["green-1", "green-2"], ["green-3", "green-4"]])

        ledger.live(60)
        #expect(ledger.state.live == Self.green)
        #expect(ledger.serving == ["green": ["*"]])
        #expect(ledger.state.wanted?.percent(of: "green") == 100)
    }

    @Test func `a batch is judged by health, cited as evidence, when nothing is measured`() throws {
        var ledger = try ServiceLedger.rolling()
        ledger.run()
        ledger.wait(10)
        let look = try #require(ledger.plan().look)
        #expect(look.instances == ["green-1", "green-2"])
        ledger.live(20)
        let passed = try #require(ledger.history.first { $0.event.stored.name == .stagePassed })
        guard case .stagePassed(let fact) = passed.event else { return }
        #expect(fact.evidence.judge == "instance-health/1")
        #expect(!fact.evidence.verdicts.isEmpty)
    }

    @Test func `instances that turn sick give all of the traffic back at once`() throws {
        var ledger = try ServiceLedger.rolling()
        ledger.live(60, verdict: .fail)
        #expect(ledger.state.active == nil)
        #expect(ledger.serving == ["blue": ["*"]])
        #expect(ledger.state.live == Example.stable)
        #expect(ledger.state.bad == ["v2"])
    }

    @Test func `a batch that does not come up in time ends the deployment`() throws {
        var ledger = try ServiceLedger.rolling()
        ledger.runToHealth()
        ledger.wait(60)
        ledger.run()
        #expect(ledger.names.last == "deployment.aborted")
        #expect(ledger.serving == ["blue": ["*"]])
        #expect(ledger.state.bad == [])
    }

    @Test func `an abort while a batch comes up gives the drained ones their traffic back`() throws
    {
        var ledger = try ServiceLedger.rolling()
        ledger.runToHealth()
        let deployment = try #require(ledger.state.active?.id)
        try ledger.accept(.abort(deployment: deployment))
        ledger.run()
        #expect(ledger.names.last == "deployment.aborted")
        #expect(ledger.serving == ["blue": ["*"]])
    }

    @Test func `as many as the threshold allows may stay away, once their time is over`() throws {
        var ledger = try ServiceLedger.rolling(plan(threshold: 1))
        let asked = ledger.runToHealth()
        let first = try #require(asked)
        #expect(first.instances == ["green-1", "green-2"])
        #expect(first.tolerated == 0)
        ledger.wait(60)
        let late = ledger.runToHealth()
        #expect(late?.tolerated == 1)
        ledger.record(
            .deployed(
                .init(
                    target: Self.green, healthyChecks: 3, instances: first.instances,
                    failed: ["green-1"])))
        ledger.run()
        #expect(ledger.serving == ["blue": ["blue-3", "blue-4"], "green": ["green-2"]])

        ledger.live(20)
        #expect(ledger.state.toleranceLeft == 0)
        ledger.live(60)
        #expect(ledger.state.live == Self.green)
        #expect(ledger.serving == ["green": ["green-2", "green-3", "green-4"]])
    }

    @Test func `one more than the threshold allows ends it`() throws {
        var ledger = try ServiceLedger.rolling(plan(threshold: 1))
        ledger.runToHealth()
        ledger.wait(60 + Planner.toleranceSeconds)
        ledger.run()
        #expect(ledger.names.last == "deployment.aborted")
        #expect(ledger.serving == ["blue": ["*"]])
    }

    @Test func `what failed is told again by the next deployment, and may come up then`() throws {
        var ledger = try ServiceLedger.rolling(plan(threshold: 1))
        let asked = ledger.runToHealth()
        let first = try #require(asked)
        ledger.record(
            .deployed(
                .init(
                    target: Self.green, healthyChecks: 3, instances: first.instances,
                    failed: ["green-1"])))
        ledger.live(120)
        try ledger.accept(.rollBack(version: nil, isForced: false))
        ledger.run()
        #expect(ledger.serving == ["blue": ["*"]])
        try ledger.deploy("v3", plan: Example.rollingPlan)
        ledger.live(120)
        #expect(ledger.serving == ["green": ["*"]])
    }

    @Test func `with nothing live all instances come at once`() throws {
        var ledger = ServiceLedger()
        ledger.record(.registered(.init(settings: Example.fourInstances, live: nil)))
        try ledger.deploy("v1", plan: Example.rollingPlan)
        let asked = ledger.runToHealth()
        #expect(asked?.instances?.count == 4)
        ledger.live(60)
        #expect(ledger.state.live?.version == "v1")
    }

    @Test func `it is tried again from its start only`() throws {
        var ledger = try ServiceLedger.rolling()
        ledger.live(60, verdict: .fail)
        let ended = try #require(ledger.state.ended.last?.id)
        try ledger.accept(.unmark(version: "v2"))
        #expect(throws: Refusal.self) {
            try ledger.accept(.retry(deployment: ended, as: ledger.newID(), fromStage: 1))
        }
        try ledger.accept(.retry(deployment: ended, as: ledger.newID(), fromStage: 0))
        ledger.live(90)
        #expect(ledger.state.live == Self.green)
    }

    @Test func `instances come and go only while nothing is deployed`() throws {
        var ledger = try ServiceLedger.rolling()
        ledger.run()
        #expect(throws: Refusal.self) {
            try ledger.accept(.configure(Example.settings, live: nil))
        }
        ledger.live(120)
        try ledger.accept(.configure(Example.settings, live: nil))
    }
}
