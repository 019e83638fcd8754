import LedgerCore
import Testing

struct DeploymentPlanTests {
    private func read(_ text: String) throws -> (plan: DeploymentPlan, problems: [FieldProblem]) {
        guard case .object(let object) = try JSONParser.parse(Array(text.utf8)) else {
            throw JSONTestError.noObject
        }
        let reader = FieldReader(object)
        return (DeploymentPlan(reader), reader.problems)
    }

    private enum JSONTestError: Error { case noObject }

    @Test func `an empty plan is the canary of the chapter`() throws {
        let (plan, problems) = try read("{}")

        #expect(problems.isEmpty)
        #expect(plan == DeploymentPlan())
        #expect(plan.strategy == .canary)
        #expect(plan.stages.map(\.percent) == [5, 25, 50, 100])
        #expect(plan.stages.map(\.durationSeconds) == [300, 600, 900, 0])
        #expect(plan.stages.map(\.criteria.maxErrorRate) == [0.01, 0.01, 0.005, nil])
        #expect(plan.stages.map(\.criteria.maxLatencyMillisecondsP99) == [1000, 1000, 800, nil])
        #expect(plan.analysis.intervalSeconds == 30)
        #expect(plan.analysis.allowedIncrease == 0.10)
    }

    @Test func `a plan reads back from its JSON`() throws {
        let plan = DeploymentPlan(
            stages: [
                Stage(percent: 1, durationSeconds: 60, criteria: Criteria(maxErrorRate: 0)),
                Stage(percent: 100, durationSeconds: 1),
            ],
            analysis: AnalysisSettings(
                intervalSeconds: 1, warmUpSeconds: 0, minRequests: 7, minErrors: 2, failureLimit: 0,
                allowedIncrease: 0.25, holdDeadlineSeconds: 9),
            readyDeadlineSeconds: 5)
        let (again, problems) = try read(String(decoding: plan.json.bytes, as: UTF8.self))

        #expect(problems.isEmpty)
        #expect(again == plan)
    }

    @Test func `what one stage leaves out has no condition`() throws {
        let (plan, problems) = try read(#"{"stages":[{"percent":100,"duration_seconds":0}]}"#)
        #expect(problems.isEmpty)
        #expect(plan.stages == [Stage(percent: 100, durationSeconds: 0, criteria: Criteria())])
    }

    @Test(
        arguments: [
            (#"{"stages":[]}"#, ["/stages"]),
            (#"{"stages":{}}"#, ["/stages"]),
            (#"{"stages":[5]}"#, ["/stages"]),
            (#"{"stages":[{"percent":50,"duration_seconds":1}]}"#, ["/stages/0/percent"]),
            (
                #"{"stages":[{"percent":50,"duration_seconds":1},{"percent":25,"duration_seconds":1},"#
                    + #"{"percent":100,"duration_seconds":1}]}"#, ["/stages/1/percent"]
            ),
            (
                #"{"stages":[{"percent":50,"duration_seconds":1},{"percent":50,"duration_seconds":1},"#
                    + #"{"percent":100,"duration_seconds":1}]}"#, ["/stages/1/percent"]
            ),
            (
                #"{"stages":[{"percent":0,"duration_seconds":1},{"percent":100,"duration_seconds":1}]}"#,
                ["/stages/0/percent"]
            ),
            (
                #"{"stages":[{"percent":101,"duration_seconds":1}]}"#,
                ["/stages/0/percent", "/stages/0/percent"]
            ),
            (
                #"{"stages":[{"percent":-5,"duration_seconds":1},{"percent":100,"duration_seconds":1}]}"#,
                ["/stages/0/percent"]
            ),
            (
                #"{"stages":[{"percent":99.5,"duration_seconds":1},{"percent":100,"duration_seconds":1}]}"#,
                ["/stages/0/percent"]
            ),
            (
                #"{"stages":[{"percent":"5","duration_seconds":1},{"percent":100,"duration_seconds":1}]}"#,
                ["/stages/0/percent"]
            ),
            (#"{"stages":[{"percent":100}]}"#, ["/stages/0/duration_seconds"]),
            (
                #"{"stages":[{"percent":100,"duration_seconds":-1}]}"#,
                ["/stages/0/duration_seconds"]
            ),
            (
                #"{"stages":[{"percent":100,"duration_seconds":604801}]}"#,
                ["/stages/0/duration_seconds"]
            ),
            (
                #"{"stages":[{"percent":100,"duration_minutes":1,"duration_seconds":1}]}"#,
                ["/stages/0/duration_minutes"]
            ),
            (
                #"{"stages":[{"percent":100,"duration_seconds":1,"criteria":{"max_eror_rate":0.1}}]}"#,
                ["/stages/0/criteria/max_eror_rate"]
            ),
            (
                #"{"stages":[{"percent":100,"duration_seconds":1,"criteria":{"max_error_rate":1.1}}]}"#,
                ["/stages/0/criteria/max_error_rate"]
            ),
            (
                #"{"stages":[{"percent":100,"duration_seconds":1,"criteria":{"max_latency_p99":-1}}]}"#,
                ["/stages/0/criteria/max_latency_p99"]
            ),
            (
                #"{"stages":[{"percent":100,"duration_seconds":1,"criteria":[]}]}"#,
                ["/stages/0/criteria"]
            ),
            (#"{"strategy":"blue-sky"}"#, ["/strategy"]),
            (#"{"ready_deadline_seconds":0}"#, ["/ready_deadline_seconds"]),
            (#"{"stage":[]}"#, ["/stage"]),
            (
                #"{"analysis":{"interval_seconds":0,"min_requests":0,"failure_limit":-1,"nonsense":1}}"#,
                [
                    "/analysis/interval_seconds", "/analysis/min_requests",
                    "/analysis/failure_limit",
                    "/analysis/nonsense",
                ]
            ),
            (
                #"{"analysis":{"warm_up_seconds":true,"allowed_increase":11,"hold_deadline_seconds":0}}"#,
                [
                    "/analysis/warm_up_seconds", "/analysis/allowed_increase",
                    "/analysis/hold_deadline_seconds",
                ]
            ),
        ] as [(String, [String])])
    func `a bad plan is refused with a pointer to each mistake`(
        _ plan: (text: String, pointers: [String])
    ) throws {
        #expect(try read(plan.text).problems.map(\.pointer) == plan.pointers)
    }

    @Test func `51 stages are too many`() throws {
        let stages = (50...100).map { #"{"percent":\#($0),"duration_seconds":0}"# }
        let text = #"{"stages":[\#(stages.joined(separator: ","))]}"#
        #expect(try read(text).problems.map(\.pointer) == ["/stages"])
    }
}
