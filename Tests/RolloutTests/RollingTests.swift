import EventLog
import LedgerCore
import LedgerTestKit
import Rollout
import Testing

/// A rolling deployment over four instances in each slot, two at a time.
struct RollingTests {
    private static let settings = ServiceSettings(
        slots: ["blue", "green"].map { slot in
            Slot(
                name: slot,
                instances: (1...4).map { number in
                    Instance(
                        name: "\(slot)-\(number)", endpoint: "http://\(slot)-\(number):1",
                        target: "\(slot)_\(number)")
                })
        }, router: Bench.settings.router, metrics: Bench.settings.metrics,
        deployer: Bench.settings.deployer)

    private func bench() async throws -> Bench {
        let targets = Self.settings.slots.flatMap { slot in
            slot.instances.map { ($0.target, slot.name == "blue" ? 100 : 0) }
        }
        return try await Bench(
            router: InMemoryTrafficRouter(Dictionary(targets) { first, _ in first }),
            settings: Self.settings)
    }

    private func plan(threshold: Int = 0) -> DeploymentPlan {
        DeploymentPlan(
            strategy: .rolling,
            analysis: AnalysisSettings(
                intervalSeconds: 10, warmUpSeconds: 0, holdDeadlineSeconds: 120),
            readyDeadlineSeconds: 60,
            rolling: RollingSettings(
                maxUnavailable: .count(2), failureThreshold: .count(threshold), batchSeconds: 20))
    }

    private func serving(_ bench: Bench) async throws -> Set<String> {
        Set(try await bench.router.observe().shares.filter { $0.value > 0 }.keys)
    }

    private static let blue: Set = ["blue_1", "blue_2", "blue_3", "blue_4"]

    @Test func `every instance gets the version once, and the traffic ends on the new ones`()
        async throws
    {
        let bench = try await bench()
        try await bench.deploy(plan: plan())
        try await bench.driveToEnd()

        #expect(try await bench.state().live == Placement(version: "v2", slot: "green"))
        let told = bench.deployer.requests
        #expect(told.map(\.slot).sorted() == ["green-1", "green-2", "green-3", "green-4"])
        #expect(Set(told.map(\.idempotencyKey)).count == 4)
        #expect(
            try await serving(bench) == ["green_1", "green_2", "green_3", "green_4"])
        // At no time did fewer than two of the four serve, nor more than one beyond them.
        for request in bench.router.carriedOut {
            #expect((2...5).contains(request.shares.values.count { $0 > 0 }))
        }
        // Nothing was measured: the instances' own word was the evidence.
        #expect(!(await bench.names().contains("sample.recorded")))
    }

    @Test func `an instance that never comes up gives everything back`() async throws {
        let bench = try await bench()
        bench.deployer.fail(next: .ignored)
        try await bench.deploy(plan: plan())
        let start = bench.clock.now
        try await bench.driveToEnd()

        #expect(await bench.names().last == "deployment.aborted")
        #expect(try await serving(bench) == Self.blue)
        #expect(bench.clock.now <= start.adding(seconds: 70))
        #expect(bench.deployer.requests.allSatisfy { $0.slot < "green-4" })
    }

    @Test func `within the threshold it is gone on without, and it gets no traffic`() async throws {
        let bench = try await bench()
        bench.deployer.fail(next: .ignored)
        try await bench.deploy(plan: plan(threshold: 1))
        try await bench.driveToEnd()

        #expect(try await bench.state().live?.version == "v2")
        let serving = try await serving(bench)
        #expect(serving.count == 3)
        #expect(serving.allSatisfy { $0.hasPrefix("green") })
    }

    @Test func `a partial failure is recorded by name, and only who did not take it is told again`()
        async throws
    {
        let bench = try await bench()
        bench.deployer.fail(next: .lost(.init(.unreachable, "no route")))
        try await bench.deploy(plan: plan())
        try await bench.driveToEnd()

        let failures = try await bench.events().compactMap { event in
            if case .deployFailed(let fact) = event { fact.detail } else { nil }
        }
        #expect(failures.count == 1)
        #expect(failures.first?.hasPrefix("2 of 3 accepted; green-") == true)
        #expect(bench.deployer.requests.count == 5)
        #expect(Set(bench.deployer.requests.map(\.idempotencyKey)).count == 4)
        #expect(try await bench.state().live?.version == "v2")
    }

    @Test func `an instance that turns sick in its batch's time takes the version back`()
        async throws
    {
        let bench = try await bench()
        try await bench.deploy(plan: plan())
        try await bench.driveToStage(0)
        bench.deployer.setHealth(
            .success(.init(isHealthy: false, version: "v2")), ofSlot: "green-1")
        try await bench.driveToEnd()

        #expect(await bench.names().last == "deployment.aborted")
        #expect(try await bench.state().bad == ["v2"])
        #expect(try await serving(bench) == Self.blue)
    }

    @Test func `one weight of many that somebody edits is found, however small its share`()
        async throws
    {
        let bench = try await bench()
        try await bench.deploy(plan: plan())
        try await bench.driveToStage(0)
        bench.router.edit(["green_4": 1])
        let edited = bench.clock.now
        try await bench.drive { _ in bench.clock.now >= edited.adding(seconds: 6) }
        #expect(await bench.names().contains("traffic.drifted"))
        #expect(!(try await serving(bench).contains("green_4")))
    }

    @Test(
        arguments: [
            CrashPoint.intentRecorded, .deployCalled, .deployAcknowledged, .healthChecked,
            .shiftSet, .shiftReadBack, .outcomeRecorded, .lookRecorded,
        ], 1...3)
    func `whoever dies in whatever batch, it reaches its end`(
        point: CrashPoint, occurrence: Int
    ) async throws {
        let bench = try await bench()
        let mortality = Mortality(point, occurrence: occurrence)
        let mortal = bench.runner(
            "mortal", store: MortalStore(base: bench.store, mortality: mortality),
            outbound: TestOutbound(
                traffic: MortalRouter(base: bench.router, mortality: mortality),
                source: bench.metrics, slots: bench.deployer),
            reach: mortality.reach)
        try await bench.deploy(plan: plan())
        // Throws where it dies; nobody hears it.
        try? await bench.driveToEnd(mortal)
        try await bench.driveToEnd(bench.runner("heir"))

        #expect(try await bench.state().live?.version == "v2")
        #expect(try await serving(bench) == ["green_1", "green_2", "green_3", "green_4"])
        #expect(bench.deployer.requests.count == 4)
    }
}
