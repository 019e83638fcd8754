import EventLog
import LedgerCore
import LedgerTestKit
import Rollout
import Testing

/// Several workers on one service, and others who append to it meanwhile.
struct ConcurrencyTests {
    @Test func `an outcome is recorded at a stream that moved on, without a second call`()
        async throws
    {
        let bench = try await Bench()
        let way = FrozenRouter(bench.router)
        let outbound = TestOutbound(traffic: way, source: bench.metrics, slots: bench.deployer)
        try await bench.deploy()
        way.freeze()
        async let run: Void = bench.runner(outbound: outbound).run(Bench.stream)
        await way.waitForHeldCall()
        for _ in 0..<3 { try await bench.moveOn() }
        way.thaw()
        try await run

        #expect(bench.router.carriedOut.count == 1)
        let names = await bench.names()
        #expect(!names.contains("attempt.started"))
        #expect(
            names.suffix(5)
                == ["saga.stalled", "saga.stalled", "saga.stalled"]
                + ["traffic.shift_acknowledged", "traffic.shift_observed"])
    }

    @Test func `an abort in the middle of a call replaces it as soon as the call returns`()
        async throws
    {
        let bench = try await Bench()
        let way = FrozenRouter(bench.router)
        let outbound = TestOutbound(traffic: way, source: bench.metrics, slots: bench.deployer)
        try await bench.deploy()
        way.freeze()
        async let run: Void = bench.runner(outbound: outbound).run(Bench.stream)
        await way.waitForHeldCall()
        try await bench.ask(.abort(deployment: Bench.deployment))
        way.thaw()
        try await run

        #expect(
            await bench.names().suffix(6) == [
                "abort.requested", "traffic.shift_acknowledged", "traffic.shift_decided",
                "traffic.shift_acknowledged", "traffic.shift_observed", "deployment.aborted",
            ])
        #expect(bench.router.carriedOut.map { $0.shares["two"] } == [5, 0])
    }

    @Test func `another worker carries an abort out while the first one is in a call`() async throws
    {
        let bench = try await Bench(
            router: Bench.plainRouter(refusesTokens: true, showsToken: true))
        let way = FrozenRouter(bench.router)
        let outbound = TestOutbound(traffic: way, source: bench.metrics, slots: bench.deployer)
        try await bench.deploy()
        way.freeze()
        async let run: Void = bench.runner("frozen", outbound: outbound).run(Bench.stream)
        await way.waitForHeldCall()
        try await bench.ask(.abort(deployment: Bench.deployment))
        try await bench.runner("healthy").run(Bench.stream)
        #expect(await bench.names().last == "deployment.aborted")

        // The first one wakes up: its request is refused, and its outcome is nobody's any more.
        way.thaw()
        try await run
        #expect(try await bench.percent(of: "two") == 0)
        #expect(await bench.names().last == "deployment.aborted")
    }

    @Test func `a second worker leaves a call alone, and takes it over after twelve seconds`()
        async throws
    {
        let bench = try await Bench(
            router: Bench.plainRouter(refusesTokens: true, showsToken: true))
        let way = FrozenRouter(bench.router)
        let outbound = TestOutbound(traffic: way, source: bench.metrics, slots: bench.deployer)
        try await bench.deploy()
        way.freeze()
        async let run: Void = bench.runner("frozen", outbound: outbound).run(Bench.stream)
        await way.waitForHeldCall()
        try await bench.runner("second").run(Bench.stream)
        #expect(bench.router.carriedOut.isEmpty)
        #expect(try await bench.load().due?.at == bench.clock.now.adding(seconds: 12))

        bench.clock.wait(12)
        try await bench.runner("second").run(Bench.stream)
        #expect(bench.router.carriedOut.count == 1)
        #expect(
            await bench.names().suffix(3) == [
                "attempt.started", "traffic.shift_acknowledged", "traffic.shift_observed",
            ])

        way.thaw()
        try await run
        #expect(bench.router.carriedOut.count == 1)
        #expect(!(await bench.names().contains("traffic.shift_failed")))
    }

    @Test(arguments: 1...10)
    func `runners that race give every effect one owner`(round: Int) async throws {
        let bench = try await Bench()
        let runners = (1...4).map { bench.runner("w\($0)") }
        try await bench.deploy()
        for _ in 0..<400 {
            await withTaskGroup { group in
                for runner in runners {
                    // One that loses every race gives up; the due row drives the service on.
                    group.addTask { try? await runner.run(Bench.stream) }
                }
            }
            let view = try await bench.load()
            guard view.state.active != nil || !view.state.queue.isEmpty else { break }
            bench.clock.move(to: try #require(view.due).at)
        }
        #expect(try await bench.state().live?.version == "v2")
        #expect(bench.router.carriedOut.map { $0.shares["two"] } == [5, 50, 100])
        #expect(bench.deployer.requests.count == 1)
        #expect(!(await bench.names().contains("attempt.started")))
        let tail = StreamTail(.samples(of: Bench.deployment))
        let samples = await bench.store.load(LoadQuery(streams: [tail])).events[0]
        #expect(samples.count { $0.type == "verdict.given" } * 3 == samples.count)
    }

    @Test func `a look that somebody else's append refused is recorded all the same`() async throws
    {
        let bench = try await Bench()
        try await bench.deploy()
        try await bench.driveToStage(0)
        bench.clock.wait(20)
        let moves = MovesOnce(bench: bench)
        let outbound = TestOutbound(traffic: bench.router, source: moves, slots: bench.deployer)
        try await bench.runner(outbound: outbound).run(Bench.stream)

        let tail = StreamTail(.samples(of: Bench.deployment))
        let samples = await bench.store.load(LoadQuery(streams: [tail])).events[0]
        #expect(samples.map(\.type) == ["sample.recorded", "sample.recorded", "verdict.given"])
        #expect(await bench.names().last == "saga.stalled")
    }
}

/// Good metrics, and somebody who appends to the service while they are read.
private struct MovesOnce: MetricsProvider {
    let bench: Bench

    func measure(version: String, windowSeconds: Int) async -> Measurement {
        // Refused only when the log is broken, and then the test fails on what it finds in it.
        try? await bench.moveOn()
        return Measurement(answer: Bench.good, provider: "test", query: "")
    }
}
