import Curl
import EventLog
import LedgerCore
import Redis
import Servers
import Testing

extension FaultTests {
    @Suite struct ShutdownTests {
        private static let services = 30

        @Test func `a worker that is told to end under load leaves nothing in hand`() async throws {
            try await Scenario.run(Wishes(copies: Self.services)) { scenario in
                try await scenario.registerAll(Self.services)
                let first = try await scenario.startWorker("one")
                let answers = try await scenario.deployAll(Self.services)
                #expect(answers.values.allSatisfy { $0.status == 202 })
                _ = try await scenario.log.wait(for: .deploymentStarted, count: 5)

                first.send(.terminate)
                #expect(await first.end() == .exited(code: 0))
                #expect(first.text.contains("Worker stopped"))
                let pending = try await scenario.pending(of: "one")
                #expect(pending == 0)
                let then = try await scenario.log.events()
                #expect(then.count(of: .deploymentCompleted) < Self.services)

                try await scenario.startWorker("two")
                let events = try await scenario.log.wait(
                    for: .deploymentCompleted, count: Self.services)
                #expect(events.count(of: .attemptStarted) == 0)
                try Audit.check(events)
            }
        }

        @Test func `a worker that ends hands back what it is given in its last moment`()
            async throws
        {
            try await Scenario.run(Wishes(copies: Self.services)) { scenario in
                try await scenario.registerAll(Self.services)
                let first = try await scenario.startWorker("one")
                try await scenario.waitForIdleWorker()

                first.send(.terminate)
                _ = try await scenario.deployAll(Self.services)

                #expect(await first.end() == .exited(code: 0))
                let pending = try await scenario.pending(of: "one")
                #expect(pending == 0)
            }
        }
    }
}

extension Scenario {
    /// Entries of the queue that a worker has taken and not acknowledged.
    fileprivate func pending(of worker: String) async throws -> Int {
        let connection = RedisConnection(
            RedisAddress(.socket(path: redis.socketPath)), callTimeout: .seconds(10))
        var commands: [RedisCommand] = []
        for lane in ["control", "commands"] {
            for partition in 0..<8 {
                let stream = "shiplog:{p0\(partition)}:\(lane)"
                commands.append(["XPENDING", stream, "agent-workers", "-", "+", "100", worker])
            }
        }
        // A stream that nobody has written to answers with an error.
        return try await connection.pipeline(commands).reduce(0) { $0 + ($1.array?.count ?? 0) }
    }

    /// Waits until both readers of the one worker wait for work.
    fileprivate func waitForIdleWorker() async throws {
        let connection = RedisConnection(
            RedisAddress(.socket(path: redis.socketPath)), callTimeout: .seconds(10))
        let deadline = ContinuousClock.now + .seconds(60)
        while true {
            let clients = try await connection.send(["INFO", "clients"]).text ?? ""
            if clients.contains("blocked_clients:2") { return }
            try #require(.now < deadline, "the worker never waits for work: \(clients)")
            await log.pause()
        }
    }
}
