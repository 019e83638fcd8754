import EventLog
import LedgerCore
import LedgerTestKit
import Rollout
import Testing

/// A worker dies somewhere in its step; another one finishes what it began.
struct CrashTests {
    /// What a runner reaches itself; the others belong to the worker around it.
    private static let points: [CrashPoint] = [
        .loaded, .intentRecorded, .deployCalled, .deployAcknowledged, .healthChecked, .shiftSet,
        .shiftAcknowledged, .shiftReadBack, .outcomeRecorded, .measured, .lookRecorded,
    ]

    @Test(arguments: points, 1...3)
    func `whoever dies, the canary reaches its end`(point: CrashPoint, occurrence: Int) async throws
    {
        let bench = try await Bench()
        let mortality = Mortality(point, occurrence: occurrence)
        let mortal = bench.runner(
            "mortal", store: MortalStore(base: bench.store, mortality: mortality),
            outbound: TestOutbound(
                traffic: MortalRouter(base: bench.router, mortality: mortality),
                source: bench.metrics, slots: bench.deployer),
            reach: mortality.reach)
        try await bench.deploy()
        // Throws where it dies; nobody hears it.
        try? await bench.driveToEnd(mortal)
        try await bench.driveToEnd(bench.runner("heir"))

        #expect(try await bench.state().live?.version == "v2")
        #expect(try await bench.percent(of: "two") == 100)
        #expect(try await bench.state().pending.isEmpty)
        // A call whose outcome was not recorded is made again, and no other.
        let repeated: Set<CrashPoint> = [.shiftSet, .shiftAcknowledged, .shiftReadBack]
        let sets = bench.router.carriedOut.map { $0.shares["two"] }
        #expect(Set(sets) == [5, 50, 100])
        #expect(sets.count <= (repeated.contains(point) ? 4 : 3))
        #expect(bench.deployer.requests.count == 1)
    }

    @Test(arguments: [CrashPoint.intentRecorded, .shiftSet, .shiftAcknowledged, .shiftReadBack])
    func `whoever dies, an abort reaches its end`(point: CrashPoint) async throws {
        let bench = try await Bench()
        try await bench.deploy()
        try await bench.driveToStage(1)
        let mortality = Mortality(point, occurrence: 1)
        let mortal = bench.runner(
            "mortal", store: MortalStore(base: bench.store, mortality: mortality),
            outbound: TestOutbound(
                traffic: MortalRouter(base: bench.router, mortality: mortality),
                source: bench.metrics, slots: bench.deployer),
            reach: mortality.reach)
        try await bench.ask(.abort(deployment: Bench.deployment))
        let asked = bench.clock.now
        // Throws where it dies; nobody hears it.
        try? await mortal.run(Bench.stream)
        #expect(mortality.isDead)
        try await bench.driveToEnd(bench.runner("heir"))

        #expect(await bench.names().last == "deployment.aborted")
        #expect(try await bench.percent(of: "two") == 0)
        #expect(bench.clock.now <= asked.adding(seconds: 45))
    }
}
