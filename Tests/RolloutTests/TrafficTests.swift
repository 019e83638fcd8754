import EventLog
import LedgerCore
import LedgerTestKit
import Rollout
import Testing

/// What the router does, and what the ledger makes of it.
struct TrafficTests {
    private func attempts(_ bench: Bench) async throws -> (acknowledged: [Int64], observed: [Int64])
    {
        let events = try await bench.events()
        return (
            events.compactMap {
                if case .shiftAcknowledged(let fact) = $0 { fact.attempt } else { nil }
            },
            events.compactMap {
                if case .shiftObserved(let fact) = $0 { fact.attempt } else { nil }
            }
        )
    }

    @Test func `an abort is decided while the router is down, and done when it is back`()
        async throws
    {
        let bench = try await Bench()
        try await bench.deploy()
        try await bench.driveToStage(1)
        bench.router.setOutage(.init(.unreachable, "no connection"))
        let before = bench.clock.now
        try await bench.ask(.abort(deployment: Bench.deployment))
        try await bench.runner().run(Bench.stream)

        #expect(
            await bench.names().suffix(3) == [
                "abort.requested", "traffic.shift_decided", "traffic.shift_failed",
            ])
        #expect(bench.clock.now == before)
        let back = before.adding(seconds: 60)
        try await bench.drive { _ in bench.clock.now >= back }
        #expect(try await bench.state().active?.isAborting == true)

        let restored = bench.clock.now
        bench.router.setOutage(nil)
        try await bench.driveToEnd()
        #expect(await bench.names().last == "deployment.aborted")
        #expect(try await bench.percent(of: "two") == 0)
        // Taking something back is tried again each 5 s at the latest.
        #expect(bench.clock.now <= restored.adding(seconds: 5))
    }

    @Test func `a rollback outlasts a router that is down`() async throws {
        let bench = try await Bench()
        try await bench.deploy()
        try await bench.driveToEnd()
        bench.router.setOutage(.init(.unreachable, "no connection"))
        try await bench.ask(.rollBack(version: nil, isForced: false))
        let back = bench.clock.now.adding(seconds: 100)
        try await bench.drive { _ in bench.clock.now >= back }
        #expect(try await bench.state().bad == ["v2"])
        bench.router.setOutage(nil)
        try await bench.driveToEnd()
        #expect(try await bench.percent(of: "one") == 100)
        #expect(try await bench.state().live?.version == "v1")
    }

    @Test func `weights that a stage lost are found within a round and set again`() async throws {
        let bench = try await Bench()
        try await bench.deploy()
        try await bench.driveToStage(1)
        bench.router.loseWeights()
        let lost = bench.clock.now
        try await bench.drive { $0.observedAt.map { $0 > lost } ?? false }

        #expect(bench.clock.now <= lost.adding(seconds: 5))
        #expect(try await bench.percent(of: "two") == 50)
        #expect(await bench.names().contains("traffic.drifted"))
        #expect(try await bench.state().active?.evidenceFrom == bench.clock.now)
        try await bench.driveToEnd()
        #expect(try await bench.state().live?.version == "v2")
    }

    @Test func `a service at rest is watched for ever`() async throws {
        let bench = try await Bench()
        try await bench.runner().run(Bench.stream)
        for _ in 0..<3 {
            bench.router.edit(["one": 30, "two": 70])
            let edited = bench.clock.now
            try await bench.drive { _ in bench.clock.now >= edited.adding(seconds: 11) }
            #expect(try await bench.percent(of: "one") == 100)
        }
        #expect(await bench.names().count { $0 == "traffic.drifted" } == 3)
        #expect(try await bench.load().due != nil)
    }

    @Test func `users are watched over while a new version comes up`() async throws {
        let bench = try await Bench()
        bench.deployer.fail(next: .ignored)
        try await bench.deploy()
        try await bench.drive { $0.active?.currentStep == .ready }
        bench.router.edit(["one": 0, "two": 100])
        let edited = bench.clock.now
        try await bench.drive { _ in bench.clock.now >= edited.adding(seconds: 5) }
        #expect(try await bench.percent(of: "one") == 100)
        #expect(try await bench.state().active?.currentStep == .ready)
    }

    @Test func `a set whose answer is lost is set again, and never observed by reading alone`()
        async throws
    {
        let bench = try await Bench()
        bench.router.fail(
            next: .answerLost(.init(.unknownOutcome, "no answer")),
            .lost(.init(.unknownOutcome, "no answer")))
        try await bench.deploy()
        try await bench.driveToStage(0)

        let failures = await bench.names().count { $0 == "traffic.shift_failed" }
        #expect(failures == 2)
        let (acknowledged, observed) = try await attempts(bench)
        #expect(acknowledged.count == 1)
        #expect(observed == acknowledged)
        #expect(
            bench.router.carriedOut.map(\.token) == [bench.router.carriedOut[0].token, observed[0]])
    }

    @Test func `a late request that undoes an abort is put right within a round`() async throws {
        let bench = try await Bench()
        bench.router.fail(next: .late)
        try await bench.deploy()
        try await bench.drive { $0.open?.retryAt != nil }
        try await bench.ask(.abort(deployment: Bench.deployment))
        try await bench.driveToEnd()
        #expect(try await bench.percent(of: "two") == 0)

        bench.router.deliverLateRequests()
        #expect(try await bench.percent(of: "two") == 5)
        let late = bench.clock.now
        try await bench.drive { _ in bench.clock.now >= late.adding(seconds: 4) }
        #expect(try await bench.percent(of: "two") == 0)
        #expect(try await bench.state().active == nil)
    }

    @Test func `the right shares with another attempt's token are not this attempt's`() async throws
    {
        let bench = try await Bench(
            router: Bench.plainRouter(refusesTokens: true, showsToken: true))
        try await bench.deploy()
        // The router forgets the token, and somebody sets the same shares by hand.
        let runner = bench.runner { point in
            guard point == .shiftAcknowledged else { return }
            bench.router.loseWeights()
            bench.router.edit(["one": 95, "two": 5])
        }
        try await runner.run(Bench.stream)
        #expect(await bench.names().last == "traffic.shift_failed")
        try await bench.driveToStage(0)
        let (acknowledged, observed) = try await attempts(bench)
        #expect(acknowledged.count == 2)
        #expect(observed == acknowledged.suffix(1))
    }
}
