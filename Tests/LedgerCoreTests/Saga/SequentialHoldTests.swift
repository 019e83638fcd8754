import LedgerCore
import Testing

/// How a stage is held under the sequential judge.
struct SequentialHoldTests {
    private static func holding() throws -> ServiceLedger {
        var ledger = ServiceLedger.registered()
        let plan = DeploymentPlan(
            stages: Example.plan.stages,
            analysis: AnalysisSettings(
                judge: .sequential, intervalSeconds: 10, warmUpSeconds: 10, failureLimit: 5,
                holdDeadlineSeconds: 120), readyDeadlineSeconds: 60)
        try ledger.deploy("v2", plan: plan)
        ledger.run()
        return ledger
    }

    private static let value = Measurement.Answer.value(.init(requests: 10, errors: 0))

    /// Takes the next look; its window is returned.
    private static func look(
        _ ledger: inout ServiceLedger, baseline: Measurement.Answer = value
    ) throws -> Int {
        if let next = ledger.run().restsUntil { ledger.now = next }
        let task = try #require(ledger.plan().look)
        ledger.measure(.canary, value, stage: 0)
        ledger.measure(.baseline, baseline, stage: 0)
        ledger.look(.ok, stage: 0, citing: 2)
        return task.windowSeconds
    }

    @Test func `each window begins where the last one ended`() throws {
        var ledger = try Self.holding()
        let windows = try (0..<3).map { _ in try Self.look(&ledger) }
        #expect(windows == [10, 10, 10])
    }

    @Test func `what could not be measured is measured with the next window`() throws {
        var ledger = try Self.holding()
        let windows = [
            try Self.look(&ledger), try Self.look(&ledger, baseline: .noData("empty")),
            try Self.look(&ledger), try Self.look(&ledger),
        ]
        #expect(windows == [10, 10, 20, 10])
    }

    @Test func `one failure is enough, as it rests on all looks`() throws {
        var ledger = try Self.holding()
        ledger.wait(20)
        ledger.look(.fail, stage: 0)
        let events = try #require(ledger.plan().events)
        guard case .abortDecided(let fact)? = events.first else {
            Issue.record("\(events)")
            return
        }
        #expect(fact.cause == .failed)
        #expect(fact.evidence.judge == "sequential/1")
    }

    @Test(arguments: [10, 20, 40])
    func `looks are rarer while people are waited for, and none is missed for that`(interval: Int)
        throws
    {
        var ledger = ServiceLedger.registered()
        let plan = DeploymentPlan(
            stages: [
                Stage(
                    percent: 5, durationSeconds: 60, criteria: Criteria(maxErrorRate: 0.01),
                    approvals: 1),
                Stage(percent: 100, durationSeconds: 0),
            ],
            analysis: AnalysisSettings(
                judge: .sequential, intervalSeconds: interval, warmUpSeconds: 10,
                holdDeadlineSeconds: 120))
        try ledger.deploy("v2", plan: plan)
        ledger.run()
        ledger.live(3600)

        #expect(ledger.state.active?.isAborting == false)
        #expect(ledger.looks.looks.count < 3600 / interval)
        #expect(ledger.looks.looks.count > 3600 / 120)
    }

    @Test func `a recorded plan that names no judge has the guarded ratio's`() throws {
        let old = try #require(object(#"{"stages": []}"#))
        #expect(DeploymentPlan(FieldReader(old)).analysis.judge == .guardedRatio)
        let plan = DeploymentPlan(FieldReader(old), judgeWhenAbsent: .standard)
        #expect(plan.analysis.judge == .sequential)
        #expect(DeploymentPlan(FieldReader(plan.json)).analysis.judge == .sequential)
    }

    private func object(_ text: String) -> JSONObject? {
        if case .object(let object)? = try? JSONParser.parse(Array(text.utf8)) {
            object
        } else {
            nil
        }
    }
}
