import LedgerCore
import Testing

/// Conditions and policies of a plan: how they are read, and what looks make of them.
struct ConditionTests {
    private func read(_ text: String) throws -> (plan: DeploymentPlan, pointers: [String]) {
        guard case .object(let object) = try JSONParser.parse(Array(text.utf8)) else {
            return (DeploymentPlan(), ["no object"])
        }
        let reader = FieldReader(object)
        return (DeploymentPlan(reader), reader.problems.map(\.pointer))
    }

    private static let all = #"""
        {"stages":[{"percent":100,"duration_seconds":60,"criteria":{"max_error_rate":0.01,
        "max_latency_p99":900,"min_success_rate":0.99,"max_latency_p50":200,
        "advisory":["max_latency_p50","max_latency_p99"]}}],
        "analysis":{"on_no_data":"abort","no_data_limit":2,"on_error":"continue",
        "insufficient_limit":7,"consecutive_failure_limit":1}}
        """#

    @Test func `all of them read back from their JSON`() throws {
        let (plan, pointers) = try read(Self.all)
        #expect(pointers.isEmpty)
        #expect(plan.analysis.undecided.noData == .init(.abort, limit: 2))
        #expect(plan.analysis.undecided.error == .init(.continue, limit: 4))
        #expect(plan.analysis.undecided.insufficient == .init(.hold, limit: 7))
        #expect(plan.stages[0].criteria.advisory == [.maxLatencyP50, .maxLatencyP99])
        let (again, _) = try read(String(decoding: plan.json.bytes, as: UTF8.self))
        #expect(again == plan)
    }

    @Test func `a plan without them is stored without them`() {
        let text = String(decoding: DeploymentPlan().json.bytes, as: UTF8.self)
        for name in ["\"on_", "_limit\":0", "advisory", "p50", "success", "consecutive"] {
            #expect(!text.contains(name), "\(name) in \(text)")
        }
    }

    @Test func `each mistake is told with its place`() throws {
        let (_, pointers) = try read(
            #"""
            {"stages":[{"percent":100,"duration_seconds":60,"criteria":{"min_success_rate":2,
            "max_latency_p50":-1,"advisory":["p99"]}}],
            "analysis":{"on_no_data":"ignore","error_limit":-1}}
            """#)
        #expect(
            pointers == [
                "/stages/0/criteria/min_success_rate", "/stages/0/criteria/max_latency_p50",
                "/stages/0/criteria/advisory", "/analysis/on_no_data", "/analysis/error_limit",
            ])
    }

    private func verdict(
        _ criteria: Criteria, _ judge: JudgeChoice, errors: Int = 0, p50: Double = 100,
        p99: Double = 300
    ) -> Verdict {
        let plan = DeploymentPlan(
            stages: [Stage(percent: 100, durationSeconds: 60, criteria: criteria)],
            analysis: AnalysisSettings(judge: judge))
        return StageJudge(plan: plan, stage: 0, after: []).judge(
            canary: Measurement(
                answer: .value(
                    .init(
                        requests: 1000, errors: errors, latencyMillisecondsP50: p50,
                        latencyMillisecondsP99: p99)), provider: "test", query: ""),
            baseline: nil, windowSeconds: 30)
    }

    @Test(arguments: [JudgeChoice.guardedRatio, .sequential])
    func `too few successes fail, as too many errors do`(judge: JudgeChoice) throws {
        let criteria = Criteria(minSuccessRate: 0.99)
        #expect(verdict(criteria, judge, errors: 2).kind == .ok)
        let bad = verdict(criteria, judge, errors: 150)
        #expect(bad.kind == .fail)
        let check = try #require(bad.checks.first)
        #expect(check.name == "min_success_rate")
        #expect(check.value == 0.85)
        #expect(check.limit == 0.99)
    }

    @Test func `a slow median holds at first, and is at once a failure by the ratio`() {
        let criteria = Criteria(maxLatencyMillisecondsP50: 90)
        #expect(verdict(criteria, .guardedRatio).kind == .fail)
        #expect(verdict(criteria, .sequential).kind == .insufficient)
        #expect(verdict(criteria, .sequential, p50: 80).kind == .ok)
    }

    @Test(arguments: [JudgeChoice.guardedRatio, .sequential])
    func `an advisory condition is told and does not count`(judge: JudgeChoice) throws {
        let criteria = Criteria(
            maxErrorRate: 0.01, maxLatencyMillisecondsP99: 100, advisory: [.maxErrorRate])
        let bad = verdict(criteria, judge, errors: 200, p99: 50)
        #expect(bad.kind == .ok)
        let check = try #require(bad.checks.first { $0.name == "max_error_rate" })
        #expect(check.result == .fail)
        #expect(check.isAdvisory)
        #expect(check.json["advisory"] == true)
        #expect(Check(FieldReader(check.json)) == check)
        // What is not advisory counts all the same.
        #expect(verdict(criteria, judge, errors: 0, p99: 200).kind != .ok)
    }
}
