import LedgerCore
import Servers
import Testing

extension FaultTests {
    @Suite struct FleetFaultTests {
        private static let services = 60

        @Test func `workers come and go while sixty services are deployed`() async throws {
            try await Scenario.run(Wishes(copies: Self.services)) { scenario in
                try await scenario.registerAll(Self.services)
                var workers = [try await scenario.startWorker("one")]
                _ = try await scenario.deployAll(Self.services)
                for index in 2...5 {
                    workers.append(try await scenario.startWorker("worker-\(index)"))
                }
                _ = try await scenario.log.wait(for: .deploymentStarted, count: 10)

                for worker in workers.prefix(2) { await worker.kill() }
                workers[2].send(.terminate)

                let events = try await scenario.log.wait(
                    for: .deploymentCompleted, count: Self.services)
                #expect(events.count(of: .deploymentAborted) == 0)
                #expect(events.count(of: .stagePassed) == Self.services)
                #expect(await workers[2].end() == .exited(code: 0))
                try Audit.check(events)
            }
        }

        /// Only the database's clock decides: a stage of four seconds is not over because a worker
        /// believes that ten minutes have passed.
        ///
        /// A clock that is late cannot be tried so: under faketime Swift's own sleep then never ends.
        @Test func `a worker whose clock is ten minutes ahead passes no stage early`() async throws
        {
            try await Scenario.run { scenario in
                try await scenario.register()
                try await scenario.startWorker(
                    "skewed",
                    Detours(variables: [
                        "LD_PRELOAD": "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1",
                        "FAKETIME": "+10m", "DONT_FAKE_MONOTONIC": "1",
                    ]))
                try await scenario.deploy(stages: [(50, 4)])

                let events = try await scenario.log.wait(for: .deploymentCompleted)

                #expect(Story.told(by: events, of: scenario.stream) == Story.canary)
                let observed = try #require(
                    events.first { $0.type == ServiceEvent.Name.shiftObserved.rawValue })
                let passed = try #require(
                    events.first { $0.type == ServiceEvent.Name.stagePassed.rawValue })
                #expect(passed.recordedAt >= observed.recordedAt.adding(seconds: 4))
                try await scenario.expectAllWell()
            }
        }
    }
}
