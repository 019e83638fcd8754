import LedgerCore
import Testing

/// All of the traffic at once, then a time in which bad evidence switches back.
struct BlueGreenTests {
    private func switched() throws -> ServiceLedger {
        var ledger = ServiceLedger.registered()
        try ledger.deploy(
            "v2",
            plan: DeploymentPlan(
                strategy: .blueGreen,
                stages: [
                    Stage(
                        percent: 100, durationSeconds: 60, criteria: Criteria(maxErrorRate: 0.01))
                ], analysis: Example.plan.analysis))
        ledger.run()
        return ledger
    }

    @Test func `the standby is brought up and then gets all of the traffic at once`() throws {
        let ledger = try switched()
        let splits = ledger.history.compactMap { entry in
            if case .shiftDecided(let fact) = entry.event { fact.split } else { nil }
        }
        #expect(splits.map { $0.percent(of: "green") } == [100])
        #expect(splits.map { $0.percent(of: "blue") } == [0])
        let ready = try #require(ledger.names.firstIndex(of: "instances.deployed"))
        let shift = try #require(ledger.names.firstIndex(of: "traffic.shift_decided"))
        #expect(ready < shift)
        #expect(ledger.state.live == Example.stable)
    }

    @Test func `good evidence after the switch makes it the stable one`() throws {
        var ledger = try switched()
        ledger.live(70)
        #expect(ledger.state.live == Placement(version: "v2", slot: "green"))
    }

    @Test func `bad evidence after the switch switches back by itself`() throws {
        var ledger = try switched()
        ledger.live(60, verdict: .fail)
        #expect(ledger.state.live == Example.stable)
        #expect(ledger.state.wanted?.percent(of: "blue") == 100)
        #expect(ledger.state.bad == ["v2"])
    }

    @Test func `its plan has the one stage, also when it is left out`() throws {
        let standard = try FieldReader.plan(#"{"strategy":"blue-green"}"#)
        #expect(standard.problems.isEmpty)
        #expect(standard.plan.stages.map(\.percent) == [100])
        #expect(standard.plan.stages.map(\.durationSeconds) == [600])
        let wrong = try FieldReader.plan(
            #"{"strategy":"blue-green","stages":[{"percent":50,"duration_seconds":1},"#
                + #"{"percent":100,"duration_seconds":1}]}"#)
        #expect(wrong.problems.map(\.pointer) == ["/stages/0/percent"])
    }
}

extension FieldReader {
    fileprivate static func plan(
        _ text: String
    ) throws -> (plan: DeploymentPlan, problems: [FieldProblem]) {
        guard case .object(let object) = try JSONParser.parse(Array(text.utf8)) else {
            throw StoredEventError("not an object")
        }
        let fields = FieldReader(object)
        return (DeploymentPlan(fields), fields.problems)
    }
}
