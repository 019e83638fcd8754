import LedgerCore
import Testing

/// What a plan can notice in the traffic that the steady watch saw, and what follows from it.
struct PowerReportTests {
    /// 600 s of traffic with so many requests a second and 0.2 % of errors.
    private func traffic(_ requestsPerSecond: Int) -> LiveTraffic {
        var traffic = LiveTraffic()
        var errors = 0
        for minute in 1...10 {
            let all = requestsPerSecond * 60 * minute / 500
            traffic.add(
                .init(requests: requestsPerSecond * 60, errors: all - errors), seconds: 60,
                until: Example.noon.adding(seconds: 60 * minute))
            errors = all
        }
        return traffic
    }

    private func plan(_ policy: UnderpoweredPolicy, judge: JudgeChoice = .sequential)
        -> DeploymentPlan
    {
        DeploymentPlan(analysis: AnalysisSettings(judge: judge, underpowered: policy))
    }

    @Test func `enough traffic notices what the stages ask`() throws {
        let report = try #require(plan(.warn).measured(by: traffic(100)).power)
        #expect(report.requestsPerSecond == 100)
        #expect(report.baselineErrorRate == 0.002)
        #expect(report.askedErrorRate == 0.005)
        #expect((report.detectableErrorRate ?? 1) < 0.005)
        #expect(!report.isUnderpowered)
    }

    @Test func `too little is underpowered, and the plan is accepted as it is by default`() throws {
        let plan = plan(.warn)
        let measured = plan.measured(by: traffic(5))
        let report = try #require(measured.power)
        #expect(report.isUnderpowered)
        #expect(report.baselineErrorRate == 0.002)
        #expect((report.detectableErrorRate ?? 1) > 0.005)
        #expect(measured.stages == plan.stages)
    }

    @Test func `lengthen takes the least time that notices it`() throws {
        let plan = plan(.lengthen)
        let measured = plan.measured(by: traffic(5))
        let report = try #require(measured.power)
        let times = try #require(report.lengthened)
        #expect(!report.isUnderpowered)
        #expect(measured.stages.map(\.durationSeconds) == [300, 600, 900].map { $0 * times } + [0])
        #expect(measured.stages.map(\.criteria) == plan.stages.map(\.criteria))
        // It would not have done with less.
        #expect(times == 2 || PowerReportTests.isUnderpowered(plan, times - 1, traffic(5)))
    }

    private static func isUnderpowered(
        _ plan: DeploymentPlan, _ times: Int, _ traffic: LiveTraffic
    ) -> Bool {
        let stages = plan.stages.map {
            Stage(
                percent: $0.percent, durationSeconds: $0.durationSeconds * times,
                criteria: $0.criteria)
        }
        let longer = DeploymentPlan(stages: stages, analysis: AnalysisSettings(judge: .sequential))
        return longer.measured(by: traffic).power?.isUnderpowered ?? false
    }

    @Test func `what no length can notice is left as it is, and said`() throws {
        var nothing = LiveTraffic()
        nothing.add(.init(requests: 0, errors: 0), seconds: 60, until: Example.noon)
        let plan = plan(.lengthen)
        let measured = plan.measured(by: nothing)
        #expect(measured.stages == plan.stages)
        let report = try #require(measured.power)
        #expect(report.isUnderpowered && report.detectableErrorRate == nil)
    }

    @Test func `refuse refuses, and names what to do`() throws {
        var ledger = ServiceLedger.registered()
        let refused = #expect(throws: Refusal.self) {
            try ledger.deploy("v2", plan: plan(.refuse).measured(by: traffic(5)))
        }
        #expect(refused?.code == .underpowered)
        try ledger.deploy("v2", plan: plan(.refuse).measured(by: traffic(100)))
    }

    @Test func `without traffic, a stage to compare in, or such a judge nothing is said`() {
        #expect(plan(.refuse).measured(by: LiveTraffic()).power == nil)
        #expect(plan(.warn, judge: .guardedRatio).measured(by: traffic(5)).power == nil)
        let atOnce = DeploymentPlan(
            strategy: .blueGreen, analysis: AnalysisSettings(judge: .sequential))
        #expect(atOnce.measured(by: traffic(5)).power == nil)
    }

    @Test func `the report is stored with the plan, and its absence too`() throws {
        let plan = plan(.lengthen).measured(by: traffic(5))
        #expect(DeploymentPlan(FieldReader(plan.json)) == plan)
        #expect(DeploymentPlan().json["power"] == nil)
        #expect(DeploymentPlan().analysis.json["underpowered"] == nil)
    }

    @Test func `windows that overlap count once`() {
        var traffic = LiveTraffic()
        for second in stride(from: 60, through: 120, by: 10) {
            traffic.add(
                .init(requests: 600, errors: 6), seconds: 60,
                until: Example.noon.adding(seconds: second))
        }
        #expect(traffic.count == ErrorCount(errors: 12, requests: 1200))
        #expect(traffic.requestsPerSecond == 10)
        #expect(traffic.errorRate == 0.01)
    }
}
