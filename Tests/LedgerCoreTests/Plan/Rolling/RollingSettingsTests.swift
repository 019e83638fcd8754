import LedgerCore
import Testing

struct RollingSettingsTests {
    private func read(_ text: String) throws -> (plan: DeploymentPlan, problems: [String]) {
        guard case .object(let object) = try JSONParser.parse(Array(text.utf8)) else {
            throw StoredEventError("not an object")
        }
        let reader = FieldReader(object)
        return (DeploymentPlan(reader), reader.problems.map(\.pointer))
    }

    @Test func `a plan that names the strategy alone has Kubernetes' limits`() throws {
        let (plan, problems) = try read(#"{"strategy":"rolling"}"#)
        #expect(problems == [])
        #expect(plan.rolling == RollingSettings())
        #expect(plan.rolling?.maxSurge == .percent(25))
        #expect(plan.rolling?.maxUnavailable == .percent(25))
        #expect(plan.analysis.warmUpSeconds == 0)
    }

    @Test func `a plan reads back from its JSON, before and after it knows its batches`() throws {
        let plan = Example.rollingPlan
        for written in [plan, plan.unrolled(over: 4, hasStable: true)] {
            let (again, problems) = try read(String(decoding: written.json.bytes, as: UTF8.self))
            #expect(problems == [])
            #expect(again == plan)
        }
    }

    @Test func `a batch is a stage of its share of the instances`() {
        let plan = Example.rollingPlan.unrolled(over: 4, hasStable: true)
        #expect(plan.stages.map(\.percent) == [50, 100])
        #expect(plan.stages.map(\.durationSeconds) == [20, 20])
        #expect(Example.plan.unrolled(over: 4, hasStable: true) == Example.plan)
    }

    @Test func `everything that is wrong is named`() throws {
        let wrong = try read(
            #"{"strategy":"rolling","rolling":{"max_surge":51,"max_unavailable":"101%","#
                + #""failure_threshold":"3","batch_seconds":-1,"x":1},"#
                + #""stages":[{"percent":100,"duration_seconds":0}]}"#)
        #expect(
            Set(wrong.problems) == [
                "/rolling/max_surge", "/rolling/max_unavailable", "/rolling/failure_threshold",
                "/rolling/batch_seconds", "/rolling/x", "/stages/0/percent",
            ])
        #expect(try read(#"{"rolling":{}}"#).problems == ["/rolling"])
    }

    @Test func `an amount is a count or a share`() {
        #expect(InstanceAmount("25%") == .percent(25))
        #expect(InstanceAmount("2") == .count(2))
        for text in ["", "%", "-1", "51", "101%", "2.5", "x"] {
            #expect(InstanceAmount(text) == nil, "\(text)")
        }
    }
}
