import Glibc
import LedgerTestKit
import Redis
import RedisQueue
import Servers
import Testing
import WorkQueue

struct RedisAwayTests {
    @Test func `while the server is away every call fails quickly as unavailable`() async throws {
        try await RedisFixture.run { redis in
            try await redis.queue.publish(wakeUps(1))
            let taken = try await redis.queue.takeOne().id
            await redis.server.kill()
            let start = ContinuousClock.now
            try await expectUnavailable { try await redis.queue.publish(wakeUps(1)) }
            try await expectUnavailable {
                try await redis.queue.receive(
                    [.control], for: "ada", limit: 1, patience: .seconds(30))
            }
            try await expectUnavailable { try await redis.queue.acknowledge([taken]) }
            try await expectUnavailable { try await redis.queue.renew([taken], by: "ada") }
            try await expectUnavailable { try await redis.queue.release([taken], by: "ada") }
            try await expectUnavailable {
                try await redis.queue.claim(for: "ada", idle: .zero, limit: 1)
            }
            try await expectUnavailable { try await redis.queue.tidy() }
            try await expectUnavailable { try await redis.queue.depth() }
            #expect(ContinuousClock.now - start < .seconds(25))
        }
    }

    @Test func `a read that waits is told when the server dies`() async throws {
        try await RedisFixture.run { redis in
            try await expectUnavailable {
                try await redis.received { await redis.server.kill() }
            }
        }
    }

    @Test func `a server that hangs is given up at the deadline, and used again later`()
        async throws
    {
        try await RedisFixture.run(callTimeout: .milliseconds(300)) { redis in
            #expect(try await redis.queue.take().isEmpty)
            kill(redis.server.pid, SIGSTOP)
            let start = ContinuousClock.now
            try await expectUnavailable { try await redis.queue.publish(wakeUps(1)) }
            try await expectUnavailable {
                try await redis.queue.receive(
                    Lane.allCases, for: "ada", limit: 1, patience: .milliseconds(200))
            }
            #expect(ContinuousClock.now - start < .seconds(25))
            kill(redis.server.pid, SIGCONT)
            try await redis.until("the queue answers") {
                (try? await redis.queue.publish(wakeUps(1, in: .control))) != nil
            }
        }
    }

    @Test func `everything works again by itself when the server is back`() async throws {
        try await RedisFixture.run { redis in
            try await redis.queue.publish(wakeUps(3))
            await redis.server.kill()
            for _ in 1...5 {
                try await expectUnavailable { try await redis.queue.take() }
                try await expectUnavailable { try await redis.queue.publish(wakeUps(1)) }
            }
            try await redis.server.restart()
            var taken: [Delivery] = []
            try await redis.until("the queue answers") {
                taken = (try? await redis.queue.take()) ?? []
                return !taken.isEmpty
            }
            #expect(taken.map(\.wakeUp).count == 3)
        }
    }

    @Test func `a server without memory refuses wake-ups and goes on giving`() async throws {
        let settings = ["maxmemory": "3mb", "maxmemory-policy": "noeviction"]
        try await RedisFixture.run(settings: settings) { redis in
            try await redis.queue.publish(wakeUps(20))
            #expect(try await redis.queue.take(5).count == 5)
            var refusal: WakeUpQueueError?
            try await redis.until("the memory is full") {
                do throws(WakeUpQueueError) {
                    try await redis.queue.publish(wakeUps(1000))
                } catch {
                    refusal = error
                }
                return refusal != nil
            }
            #expect(refusal == WakeUpQueueError(.refused, "Redis: serverError: OOM"))
            let taken = try await redis.queue.take(10).map(\.id)
            #expect(taken.count == 10)
            #expect(try await redis.queue.renew(taken, by: "ada").count == 10)
            try await redis.queue.acknowledge(taken)
            #expect(try await redis.queue.claim(for: "bob", idle: .zero, limit: 9).count == 5)
        }
    }

    private func expectUnavailable<Value>(
        _ call: () async throws -> Value, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let error = await #expect(throws: WakeUpQueueError.self, sourceLocation: sourceLocation) {
            _ = try await call()
        }
        #expect(error?.code == .unavailable, sourceLocation: sourceLocation)
    }
}
