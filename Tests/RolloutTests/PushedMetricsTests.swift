import EventLog
import LedgerCore
import LedgerTestKit
import Rollout
import Testing

struct PushedMetricsTests {
    @Test(arguments: MetricsProviderContract.rules)
    func `pushed samples keep the contract`(_ rule: MetricsProviderRule) async throws {
        let bench = try await Bench()
        try await bench.push([(MetricsProviderContract.busyVersion, 100, 1)])

        try await rule.check(
            PushedMetrics(
                store: bench.store, service: Bench.stream, now: bench.clock.now.adding(seconds: 1),
                notBefore: bench.clock.now.adding(seconds: -60)))
    }

    @Test func `a batch counts in the window in which it was received, and in no other`()
        async throws
    {
        let bench = try await Bench()
        let start = bench.clock.now.adding(seconds: -60)
        try await bench.push([("v2", 10, 0)])
        bench.clock.wait(50)
        try await bench.push([("v2", 200, 0)])
        bench.clock.wait(30)
        try await bench.push([("v2", 4000, 0)], endedSecondsAgo: 40)

        var requests: [Int?] = []
        for (offset, seconds) in [(80, 90), (80, 80), (50, 30), (80, 29), (110, 29)] {
            let metrics = PushedMetrics(
                store: bench.store, service: Bench.stream,
                now: TestClock.start.adding(seconds: offset), notBefore: start)
            let answer = await metrics.measure(version: "v2", windowSeconds: seconds).answer
            if case .value(let values) = answer {
                requests.append(values.requests)
            } else {
                requests.append(nil)
            }
        }
        // What comes after the window's beginning counts, however late the look is taken.
        #expect(requests == [4210, 4200, 4200, 4000, nil])
    }

    @Test func `a good canary is promoted by pushed samples alone`() async throws {
        let bench = try await Bench()
        try await bench.ask(.configure(Bench.pushedSettings, live: nil))
        try await bench.deploy(plan: Bench.sequentialPlan)

        try await bench.driveToEnd { try await bench.push([("v1", 5000, 5), ("v2", 5000, 5)]) }

        #expect(try await bench.state().live == Placement(version: "v2", slot: "green"))
        #expect(bench.metrics.questions.isEmpty)
        let measured = try await bench.measurements()
        #expect(Set(measured.map(\.provider)) == ["pushed"])
        let values = measured.compactMap { measurement -> Measurement.Values? in
            if case .value(let values) = measurement.answer { values } else { nil }
        }
        #expect(values.contains { $0.requests > 0 })
        #expect(values.allSatisfy { $0.errors * 1000 == $0.requests })
        #expect(values.allSatisfy { $0.latencyMillisecondsP99 == 300 })
        #expect(try #require(measured.last).query.contains("samples of version v2 received in"))
    }

    @Test func `a bad canary is taken back by pushed samples alone`() async throws {
        let bench = try await Bench()
        try await bench.ask(.configure(Bench.pushedSettings, live: nil))
        try await bench.deploy(plan: Bench.sequentialPlan)

        try await bench.driveToEnd { try await bench.push([("v1", 5000, 5), ("v2", 5000, 500)]) }

        #expect(try await bench.state().bad == ["v2"])
        #expect(try await bench.percent(of: "two") == 0)
        #expect(bench.metrics.questions.isEmpty)
    }

    @Test(arguments: [0.9, 0.4, nil] as [Double?])
    func `a named metric decides, and one that is not pushed holds`(quality: Double?) async throws {
        let bench = try await Bench()
        try await bench.ask(.configure(Bench.pushedSettings, live: nil))
        let criteria = Criteria(metrics: [MetricCondition("quality", .min(0.8))])
        let plan = DeploymentPlan(
            stages: [
                Stage(percent: 5, durationSeconds: 60, criteria: criteria),
                Stage(percent: 100, durationSeconds: 0),
            ], analysis: Bench.sequentialPlan.analysis)
        try await bench.deploy(plan: plan)

        try await bench.driveToEnd {
            try await bench.push(
                [("v1", 5000, 5), ("v2", 5000, 5)], metrics: quality.map { ["quality": $0] } ?? [:])
        }

        let state = try await bench.state()
        #expect(state.live?.version == (quality == 0.9 ? "v2" : "v1"))
        #expect(state.bad == (quality == 0.4 ? ["v2"] : []))
    }

    @Test func `when pushes stop a stage holds, and is given up at its deadline`() async throws {
        let bench = try await Bench()
        try await bench.ask(.configure(Bench.pushedSettings, live: nil))
        try await bench.deploy()

        try await bench.driveToEnd {}

        #expect(await bench.names().suffix(5).first == "abort.decided")
        #expect(try await bench.state().bad.isEmpty)
        let reason = "No sample of this version was received in the window"
        #expect(try await bench.measurements().allSatisfy { $0.answer == .noData(reason) })
    }

    @Test func `samples of the time before the traffic changed are no evidence`() async throws {
        let bench = try await Bench()
        try await bench.ask(.configure(Bench.pushedSettings, live: nil))
        try await bench.deploy()

        // Each stage looks at most so long after its change.
        try await bench.driveToEnd {
            try await bench.push([("v1", 5000, 5), ("v2", 5000, 5)], endedSecondsAgo: 1000)
        }

        #expect(try await bench.state().live?.version == "v1")
        let reason = "Every sample received began before the traffic was what it is"
        #expect(try await bench.measurements().contains { $0.answer == .noData(reason) })
    }

    @Test func `a log that cannot be read is an error, not an absence`() async throws {
        let bench = try await Bench()
        let metrics = PushedMetrics(
            store: AwayStore(), service: Bench.stream, now: bench.clock.now,
            notBefore: bench.clock.now)

        let answer = await metrics.measure(version: "v2", windowSeconds: 60).answer

        #expect(answer == .error("The ledger: unavailable: away"))
    }

    private struct AwayStore: EventStore {
        func append(_ request: AppendRequest) throws(EventStoreError) -> AppendOutcome {
            throw EventStoreError(.unavailable, "away")
        }

        func load(_ query: LoadQuery) throws(EventStoreError) -> Loaded {
            throw EventStoreError(.unavailable, "away")
        }

        func read(after position: Int64, limit: Int) throws(EventStoreError) -> [RecordedEvent] {
            throw EventStoreError(.unavailable, "away")
        }

        func waitForNews(patience: Duration) async {}
    }
}
