import Glibc
import LedgerCore
import Redis
import Servers
import Testing

extension FaultTests {
    @Suite struct RedisFaultTests {
        @Test func `a canary goes on when Redis forgets everything`() async throws {
            try await Self.run("Redis: FLUSHALL") { scenario in
                let redis = RedisConnection(
                    RedisAddress(.socket(path: scenario.redis.socketPath)),
                    callTimeout: .seconds(10))
                _ = try await redis.send(["FLUSHALL"])
            }
        }

        @Test func `a canary goes on when Redis is gone for good`() async throws {
            try await Self.run("Redis: killed for good") { scenario in await scenario.redis.kill() }
        }

        @Test func `a canary goes on when Redis hangs`() async throws {
            try await Self.run("Redis: hangs for good") { scenario in
                Glibc.kill(scenario.redis.pid, SIGSTOP)
            }
        }

        /// A canary with two workers, and the fault in its first stage.
        private static func run(
            _ fault: String, _ harm: @escaping @Sendable (Scenario) async throws -> Void
        ) async throws {
            try await Scenario.run { scenario in
                try await scenario.register()
                try await scenario.startWorker("one")
                try await scenario.startWorker("two")
                try await scenario.deploy()
                _ = try await scenario.log.wait(for: .shiftObserved)

                try await scenario.recover(from: fault) { try await harm(scenario) }

                let events = try await scenario.log.wait(for: .deploymentCompleted)
                #expect(Story.told(by: events, of: scenario.stream) == Story.canary)
                try await scenario.expectAllWell()
            }
        }
    }
}
