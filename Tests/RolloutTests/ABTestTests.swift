import EventLog
import LedgerCore
import LedgerTestKit
import Rollout
import Testing

/// Users of an A/B test: brought to the router, read back, put right, and taken away at the end.
struct ABTestTests {
    private static let rule = UserRule(trait: .header("x-cohort"), values: ["beta"])
    private static let plan = DeploymentPlan(
        strategy: .abTest,
        stages: [
            Stage(percent: 50, durationSeconds: 60, criteria: Criteria(maxErrorRate: 0.01)),
            Stage(percent: 100, durationSeconds: 0),
        ], analysis: Bench.plan.analysis, readyDeadlineSeconds: 60, route: rule)
    private static let everybodyElse = ["one": 100, "two": 0]

    private func testing() async throws -> Bench {
        let bench = try await Bench(
            router: InMemoryTrafficRouter(
                Self.everybodyElse,
                capabilities: .init(
                    refusesTokens: false, showsToken: true, users: .byAnyHeaderOrCookie)))
        try await bench.ask(.configure(Bench.userSettings, live: nil))
        try await bench.deploy(plan: Self.plan)
        try await bench.driveToStage(0)
        return bench
    }

    @Test func `everybody but its users stays with the stable version`() async throws {
        let bench = try await testing()
        let observed = try await bench.router.observe()
        #expect(observed.shares == Self.everybodyElse)
        #expect(observed.users == UserRoute(Self.rule, to: "two", percent: 100))
    }

    @Test func `users that somebody took away are drift, and set again`() async throws {
        let bench = try await testing()
        bench.router.forgetUsers()
        let start = bench.clock.now
        try await bench.drive { _ in bench.clock.now >= start.adding(seconds: 30) }
        #expect(await bench.names().contains("traffic.drifted"))
        let users = try await bench.router.observe().users
        #expect(users == UserRoute(Self.rule, to: "two", percent: 100))
    }

    @Test func `the winner gets everybody`() async throws {
        let bench = try await testing()
        try await bench.ask(
            .promote(deployment: Bench.deployment, stage: 0, isFull: false))
        try await bench.driveToEnd()
        let observed = try await bench.router.observe()
        #expect(observed.shares == ["one": 0, "two": 100])
        #expect(observed.users == nil)
        #expect(await bench.names().last == "deployment.completed")
    }

    @Test func `the loser gets nobody`() async throws {
        let bench = try await testing()
        try await bench.ask(.abort(deployment: Bench.deployment))
        try await bench.driveToEnd()
        let observed = try await bench.router.observe()
        #expect(observed.shares == Self.everybodyElse)
        #expect(observed.users == nil)
        #expect(await bench.names().last == "deployment.aborted")
    }
}
