import LedgerCore
import Testing

/// What of several instances does not come up, is drained, or joins.
struct RollingSafetyTests {
    private static let green = Placement(version: "v2", slot: "green")

    /// v2 is live on green, where these did not come up.
    private static func live(without failed: [String]) throws -> ServiceLedger {
        var ledger = ServiceLedger()
        ledger.record(.registered(.init(settings: Example.fourInstances, live: green)))
        let intent = ledger.record(.deployDecided(.init(target: green)))
        ledger.record(.deployAcknowledged(.init(attempt: intent)))
        ledger.record(
            .deployed(
                .init(target: green, healthyChecks: 3, instances: nil, failed: failed)))
        return ledger
    }

    @Test func `an abort during the first drain ends when the drained ones serve again`() throws {
        var ledger = try ServiceLedger.rolling()
        let step = ledger.run { $0.isShift && $0.isAcknowledged }
        let drain = try #require(step.effect)
        let deployment = try #require(ledger.state.active?.id)
        try ledger.accept(.abort(deployment: deployment))

        // Its worker was reading back, and records what it saw.
        ledger.succeed(drain)
        #expect(ledger.planner().closing().isEmpty)
        ledger.run()

        #expect(ledger.names.last == "deployment.aborted")
        #expect(ledger.serving == ["blue": ["*"]])
    }

    @Test func `a drain never leaves one alone that did not come up`() throws {
        var ledger = try Self.live(without: ["green-3", "green-4"])
        try ledger.deploy(
            "v3",
            plan: DeploymentPlan(
                strategy: .rolling, analysis: Example.rollingPlan.analysis,
                rolling: RollingSettings(
                    maxSurge: .count(0), maxUnavailable: .count(2), batchSeconds: 20)))
        ledger.runToHealth()
        #expect(ledger.serving == ["green": ["green-1", "green-2"]])
    }

    @Test func `failures of an earlier deployment use up no later one's threshold`() throws {
        var ledger = try Self.live(without: [])
        ledger.record(
            .deployed(
                .init(
                    target: Placement(version: "v1", slot: "blue"), healthyChecks: 3,
                    instances: nil, failed: ["blue-4"])))
        try ledger.deploy(
            "v3",
            plan: DeploymentPlan(
                strategy: .rolling, analysis: Example.rollingPlan.analysis,
                rolling: RollingSettings(
                    maxUnavailable: .count(2), failureThreshold: .count(1), batchSeconds: 20)))
        ledger.runToHealth()
        #expect(ledger.state.active?.target.slot == "blue")
        #expect(ledger.state.toleranceLeft == 1)
    }

    @Test func `a rollback goes on without one that stays away`() throws {
        var ledger = try ServiceLedger.rolling()
        ledger.live(120)
        try #require(ledger.state.live == Self.green)
        try ledger.accept(.rollBack(version: nil, isForced: false))
        let first = ledger.runToHealth()
        #expect(first?.tolerated == 0)

        ledger.wait(Planner.rollbackPatienceSeconds)
        let late = ledger.runToHealth()
        #expect(late?.tolerated == 2)

        ledger.record(
            .deployed(
                .init(
                    target: Example.stable, healthyChecks: 3, instances: nil, failed: ["blue-2"])))
        ledger.run()
        #expect(ledger.serving == ["blue": ["blue-1", "blue-3", "blue-4"]])
        #expect(ledger.state.live == Example.stable)
    }

    @Test func `an instance that joins what is live serves nobody before a deployment`() throws {
        var ledger = try ServiceLedger.rolling()
        ledger.live(120)
        let settings = Example.fourInstances
        let larger = ServiceSettings(
            slots: settings.slots.map { slot in
                let new = Instance(
                    name: "\(slot.name)-5", endpoint: "http://\(slot.name)-5:1",
                    target: "\(slot.name)_5")
                return Slot(name: slot.name, instances: slot.instances + [new])
            }, router: settings.router, metrics: settings.metrics, deployer: settings.deployer)

        try ledger.accept(.configure(larger, live: nil))
        #expect(ledger.serving == ["green": ["green-1", "green-2", "green-3", "green-4"]])

        try ledger.deploy("v3", plan: Example.rollingPlan)
        ledger.live(200)
        #expect(ledger.serving == ["blue": ["*"]])
    }

    @Test func `batches that need more looks than can be added up are refused`() throws {
        func plan(seconds: Int) -> DeploymentPlan {
            DeploymentPlan(
                strategy: .rolling,
                analysis: AnalysisSettings(judge: .sequential, intervalSeconds: 1),
                rolling: RollingSettings(
                    maxUnavailable: .count(0), batchSeconds: seconds, criteria: .chapterDefault))
        }
        var ledger = ServiceLedger()
        ledger.record(.registered(.init(settings: Example.fourInstances, live: Example.stable)))
        let refusal = #expect(throws: Refusal.self) {
            try ledger.deploy("v2", plan: plan(seconds: 400))
        }
        #expect(refusal?.code == .planTooLong)
        try ledger.deploy("v2", plan: plan(seconds: 60))
    }
}
