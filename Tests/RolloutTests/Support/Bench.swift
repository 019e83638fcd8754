import EventLog
import LedgerCore
import LedgerTestKit
import Logging
import Rollout

/// A service, its log, its outside and workers for it, all in memory and on one clock.
struct Bench: Sendable {
    static let stream = StreamName.service("agent", in: "test")

    let clock = TestClock()
    let store: InMemoryEventStore
    let router: InMemoryTrafficRouter
    let metrics = InMemoryMetrics()
    let deployer = InMemoryDeployer()

    /// `v1` is live in `blue`, and both versions are measured as good.
    init(
        router: InMemoryTrafficRouter = Bench.plainRouter(),
        settings: ServiceSettings = Bench.settings
    ) async throws {
        let clock = self.clock
        self.router = router
        store = InMemoryEventStore { clock.now }
        metrics.answer("v1", with: Bench.good)
        metrics.answer("v2", with: Bench.good)
        try await ask(.configure(settings, live: Placement(version: "v1", slot: "blue")))
    }

    static func plainRouter(
        refusesTokens: Bool = false, showsToken: Bool = false
    ) -> InMemoryTrafficRouter {
        InMemoryTrafficRouter(
            ["one": 100, "two": 0],
            capabilities: .init(refusesTokens: refusesTokens, showsToken: showsToken))
    }

    static let good = Measurement.Answer.value(
        .init(requests: 5000, errors: 5, latencyMillisecondsP99: 300))
    static let bad = Measurement.Answer.value(
        .init(requests: 5000, errors: 500, latencyMillisecondsP99: 300))

    static let settings = ServiceSettings(
        slots: [
            Slot(name: "blue", endpoint: "http://blue:1", target: "one"),
            Slot(name: "green", endpoint: "http://green:1", target: "two"),
        ],
        router: .haproxy(address: "router:1", backend: "agent"),
        metrics: .prometheus(url: "http://prometheus:1", service: "agent"),
        deployer: .http(healthyChecks: 2))

    /// The same, of a router that is told of users.
    static let userSettings = ServiceSettings(
        slots: settings.slots,
        router: .haproxy(
            address: "router:1", backend: "agent",
            users: UserMap(path: "/users.map", traits: [.header("x-cohort")])),
        metrics: settings.metrics, deployer: settings.deployer)

    /// The same, and what is live is taken back after three bad looks.
    static let watchedSettings = ServiceSettings(
        slots: settings.slots, router: settings.router, metrics: settings.metrics,
        deployer: settings.deployer,
        policies: ServicePolicies(automaticRollback: RollbackPolicy(warmUpSeconds: 10)))

    /// 5 % for a minute, 50 % for another, then all.
    static let plan = DeploymentPlan(
        stages: [
            Stage(percent: 5, durationSeconds: 60, criteria: Criteria(maxErrorRate: 0.01)),
            Stage(percent: 50, durationSeconds: 60, criteria: Criteria(maxErrorRate: 0.01)),
            Stage(percent: 100, durationSeconds: 0),
        ],
        analysis: AnalysisSettings(
            intervalSeconds: 10, warmUpSeconds: 10, holdDeadlineSeconds: 120),
        readyDeadlineSeconds: 60)

    /// The same, judged by evidence that adds up, against the baseline alone.
    static let sequentialPlan = DeploymentPlan(
        stages: [
            Stage(percent: 5, durationSeconds: 60), Stage(percent: 50, durationSeconds: 60),
            Stage(percent: 100, durationSeconds: 0),
        ],
        analysis: AnalysisSettings(
            judge: .sequential, intervalSeconds: 10, warmUpSeconds: 10, holdDeadlineSeconds: 120),
        readyDeadlineSeconds: 60)

    static let deployment = ID(high: 0x7000, low: 0x8000_0000_0000_00D1)

    var outbound: TestOutbound { .init(traffic: router, source: metrics, slots: deployer) }

    /// A worker's runner with a memory of its own, as in a process of its own.
    func runner(
        _ name: String = "w1", store: (any EventStore)? = nil, outbound: TestOutbound? = nil,
        timing: RolloutTiming = Bench.timing, reach: @escaping CrashSwitch = { _ in }
    ) -> SagaRunner {
        let store = store ?? self.store
        return SagaRunner(
            store: store, loader: ServiceLoader(store: store), outbound: outbound ?? self.outbound,
            worker: name, timing: timing,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            reach: reach)
    }

    static let timing: RolloutTiming = {
        var timing = RolloutTiming()
        timing.healthInterval = .zero
        return timing
    }()
}
