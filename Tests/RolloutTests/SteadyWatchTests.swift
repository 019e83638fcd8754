import EventLog
import LedgerCore
import LedgerTestKit
import Testing

@testable import Rollout

/// The steady watch by real workers: what is live is measured, and taken back when it fails.
struct SteadyWatchTests {
    /// `v2` is live in `green`, watched from now on.
    private static func watched() async throws -> Bench {
        let bench = try await Bench()
        try await bench.deploy()
        try await bench.driveToEnd()
        try await bench.ask(.configure(Bench.watchedSettings, live: nil))
        return bench
    }

    private static func steadyLooks(_ bench: Bench) async throws -> [SampleEvent.Judged] {
        let name = try #require(StreamName.watch(of: Bench.stream, at: bench.clock.now))
        let events = await bench.store.load(LoadQuery(streams: [StreamTail(name)])).events[0]
        return try events.compactMap { event in
            if case .judged(let fact) = try SampleEvent(event) { fact } else { nil }
        }
    }

    @Test func `a live version that fails goes back by itself, and the log says why`() async throws
    {
        let bench = try await Self.watched()
        bench.metrics.answer("v2", with: Bench.bad)
        try await bench.drive { $0.live?.version == "v1" }

        #expect(try await bench.state().live == Placement(version: "v1", slot: "blue"))
        #expect(try await bench.percent(of: "one") == 100)
        let looks = try await Self.steadyLooks(bench)
        #expect(looks.map(\.verdict.kind) == [.fail, .fail, .fail])
        #expect(
            looks[0].verdict.checks.map(\.name) == ["max_error_rate", "max_latency_p99", "health"])
        let started = try await bench.events().compactMap { event in
            if case .rollbackStarted(let fact) = event { fact } else { nil }
        }
        #expect(started.map(\.evidence?.verdicts) == [[2, 4, 6]])
    }

    @Test func `a live version that says that it is not well goes back`() async throws {
        let bench = try await Self.watched()
        bench.deployer.setHealth(
            .success(InstanceHealth(isHealthy: false, version: "v2")), ofSlot: "green")
        try await bench.drive { $0.live?.version == "v1" }
        let check = try await Self.steadyLooks(bench).last?.verdict.checks.last
        #expect(check?.name == "health")
        #expect(check?.result == .fail)
    }

    @Test func `one that the router holds for dead goes back`() async throws {
        let bench = try await Self.watched()
        bench.router.setDown(["two"])
        try await bench.drive { $0.live?.version == "v1" }
        #expect(try await bench.state().rollbacks.automaticStarts.count == 1)
    }

    @Test func `a slot that does not answer is no evidence`() async throws {
        let bench = try await Self.watched()
        bench.deployer.setHealth(
            .failure(OutboundError(.unreachable, "no route")), ofSlot: "green")
        let end = bench.clock.now.adding(seconds: 600)
        try await bench.drive { _ in bench.clock.now > end }

        #expect(try await bench.state().live?.version == "v2")
        #expect(Set(try await Self.steadyLooks(bench).map(\.verdict.kind)) == [.error])
    }

    @Test func `another process goes on in the middle of a row`() async throws {
        let bench = try await Self.watched()
        bench.metrics.answer("v2", with: Bench.bad)
        for name in ["w1", "w2", "w3"] {
            let count = try await Self.steadyLooks(bench).count
            let runner = bench.runner(name)
            while try await Self.steadyLooks(bench).count == count {
                let due = try #require(try await bench.load().due)
                bench.clock.move(to: due.at)
                for row in await bench.store.takeDue(limit: 10) { try await runner.run(row.stream) }
            }
        }
        #expect(try await bench.state().rollbacks.automaticStarts.count == 1)
    }

    @Test func `whoever slept over midnight decides nothing from the day before`() async throws {
        let bench = try await Self.watched()
        let second = Int(bench.clock.now.microseconds / 1_000_000) % 86_400
        let midnight = bench.clock.now.adding(seconds: 86_400 - second)
        bench.clock.move(to: midnight.adding(seconds: -5))
        var view = try await bench.load()
        // Meanwhile others look, in the new day's stream.
        bench.clock.move(to: midnight.adding(seconds: 60))
        try await bench.drive { _ in bench.clock.now > midnight.adding(seconds: 120) }
        #expect(try await Self.steadyLooks(bench).count > 0)

        let appender = ServiceAppender(store: bench.store, ids: .system, actor: "worker:slow")
        let started = ServiceEvent.rollbackStarted(
            .init(
                rollback: Bench.deployment, from: view.state.live,
                to: Placement(version: "v1", slot: "blue"), requests: [],
                evidence: Evidence(samplesVersion: 0, verdicts: [], judge: nil)))
        let facts = ServiceAppender.Facts(service: [started], citesSamples: true)
        #expect(try await appender.append(facts, to: &view) == nil)
    }

    @Test func `over midnight the watch goes on in the next day's stream`() async throws {
        let bench = try await Self.watched()
        let day = 86_400
        let second = Int(bench.clock.now.microseconds / 1_000_000) % day
        let midnight = bench.clock.now.adding(seconds: day - second)
        bench.clock.move(to: midnight.adding(seconds: -60))
        try await bench.drive { _ in bench.clock.now > midnight.adding(seconds: 120) }
        #expect(try await Self.steadyLooks(bench).map(\.verdict.kind).contains(.ok))

        bench.metrics.answer("v2", with: Bench.bad)
        try await bench.drive { $0.live?.version == "v1" }
    }
}
