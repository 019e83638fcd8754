import EventLog
import LedgerCore
import LedgerTestKit
import Rollout
import Testing

struct CanaryTests {
    @Test func `a good canary goes to 100 percent, and the log reads as designed`() async throws {
        let bench = try await Bench()
        try await bench.deploy()
        try await bench.driveToEnd()

        let shift = [
            "traffic.shift_decided", "traffic.shift_acknowledged", "traffic.shift_observed",
        ]
        #expect(
            await bench.names() == [
                "service.registered", "deployment.requested", "deployment.started",
                "instances.deploy_decided", "instances.deploy_acknowledged", "instances.deployed",
            ] + shift + ["stage.passed"] + shift + ["stage.passed"] + shift + [
                "stage.passed", "deployment.completed",
            ])
        #expect(try await bench.percent(of: "two") == 100)
        #expect(try await bench.state().live == Placement(version: "v2", slot: "green"))
        #expect(bench.router.carriedOut.map { $0.shares["two"] } == [5, 50, 100])
        #expect(bench.deployer.requests.map(\.version) == ["v2"])
    }

    @Test func `every look of a stage is on the deployment's own samples stream`() async throws {
        let bench = try await Bench()
        try await bench.deploy()
        try await bench.driveToEnd()

        let tail = StreamTail(.samples(of: Bench.deployment))
        let samples = await bench.store.load(LoadQuery(streams: [tail])).events[0]
        #expect(
            samples.prefix(3).map(\.type) == [
                "sample.recorded", "sample.recorded", "verdict.given",
            ])
        #expect(samples.count % 3 == 0)
        let cited = try await bench.events().compactMap { event -> Evidence? in
            if case .stagePassed(let fact) = event { fact.evidence } else { nil }
        }
        #expect(cited.first?.verdicts.first == 3)
        #expect(cited[1].samplesVersion == Int64(samples.count))
    }

    @Test func `every window begins after the observed change and the warm-up`() async throws {
        let bench = try await Bench()
        try await bench.deploy()
        try await bench.driveToEnd()
        let windows = bench.metrics.questions.filter { $0.version == "v2" }.map(\.windowSeconds)
        #expect(windows == [10, 20, 30, 40, 50, 10, 20, 30, 40, 50])
    }

    @Test func `the sequential judge takes a bad canary back at its fourth look`() async throws {
        let bench = try await Bench()
        bench.metrics.answer(
            "v2", with: .value(.init(requests: 5000, errors: 50, latencyMillisecondsP99: 300)))
        try await bench.deploy(plan: Bench.sequentialPlan)
        try await bench.driveToEnd()

        #expect(try await bench.state().bad == ["v2"])
        #expect(bench.router.carriedOut.map { $0.shares["two"] } == [5, 0])
        #expect(
            bench.metrics.questions.filter { $0.version == "v2" }.map(\.windowSeconds)
                == [10, 10, 10, 10])
    }

    @Test func `the sequential judge lets a good canary through`() async throws {
        let bench = try await Bench()
        try await bench.deploy(plan: Bench.sequentialPlan)
        try await bench.driveToEnd()
        #expect(try await bench.state().live == Placement(version: "v2", slot: "green"))
    }

    @Test func `a bad canary is taken back to nothing and marked bad`() async throws {
        let bench = try await Bench()
        bench.metrics.answer("v2", with: Bench.good, Bench.bad)
        try await bench.deploy()
        try await bench.driveToEnd()

        #expect(
            await bench.names().suffix(5) == [
                "abort.decided", "traffic.shift_decided", "traffic.shift_acknowledged",
                "traffic.shift_observed", "deployment.aborted",
            ])
        #expect(try await bench.percent(of: "two") == 0)
        #expect(try await bench.percent(of: "one") == 100)
        let state = try await bench.state()
        #expect(state.bad == ["v2"])
        #expect(state.live?.version == "v1")
    }

    @Test func `without metrics a stage holds, and is given up at its deadline`() async throws {
        let bench = try await Bench()
        try await bench.deploy()
        try await bench.driveToStage(0)
        let begun = bench.clock.now
        bench.metrics.setOutage("Prometheus: no connection")
        try await bench.driveToEnd()

        let decided = try #require(
            await bench.recorded().first { $0.type == "abort.decided" })
        #expect(decided.recordedAt.seconds(since: begun) == 60 + 120)
        #expect(try await bench.percent(of: "two") == 0)
        #expect(try await bench.state().bad.isEmpty)
    }

    @Test func `metrics that come back in time carry the stage on`() async throws {
        let bench = try await Bench()
        try await bench.deploy()
        try await bench.driveToStage(0)
        bench.metrics.setOutage("Prometheus: no connection")
        let outage = bench.clock.now.adding(seconds: 90)
        try await bench.drive { _ in bench.clock.now >= outage }
        bench.metrics.setOutage(nil)
        try await bench.driveToEnd()
        #expect(try await bench.state().live?.version == "v2")
    }

    @Test func `a number that no event can hold is an error of the source`() async throws {
        let bench = try await Bench()
        bench.metrics.answer("v2", with: .value(.init(requests: .max, errors: 0)), Bench.good)
        try await bench.deploy()
        try await bench.driveToEnd()
        #expect(try await bench.state().live?.version == "v2")
    }

    @Test func `a slot that does not come up is not given traffic`() async throws {
        let bench = try await Bench()
        bench.deployer.fail(next: .ignored)
        try await bench.deploy()
        try await bench.driveToEnd()
        #expect(await bench.names().suffix(2) == ["abort.decided", "deployment.aborted"])
        #expect(bench.router.carriedOut.isEmpty)
    }

    @Test func `a slot that cannot be reached is tried again`() async throws {
        let bench = try await Bench()
        bench.deployer.fail(
            next: .lost(.init(.unreachable, "no connection")),
            .answerLost(.init(.unknownOutcome, "no answer")))
        try await bench.deploy()
        try await bench.driveToEnd()
        #expect(try await bench.state().live?.version == "v2")
        // The third attempt finds the version running, and does not start it again.
        #expect(bench.deployer.requests.count == 2)
        #expect(Set(bench.deployer.requests.map(\.idempotencyKey)).count == 1)
        #expect(await bench.names().count { $0 == "attempt.started" } == 2)
    }

    @Test func `fifty stages without a wait are carried on without a pause`() async throws {
        let bench = try await Bench()
        let stages = (51...100).map { Stage(percent: $0, durationSeconds: 0) }
        try await bench.deploy(plan: DeploymentPlan(stages: stages))
        try await bench.driveToEnd()
        #expect(try await bench.state().live?.version == "v2")
        #expect(bench.clock.now == TestClock.start)
    }
}
