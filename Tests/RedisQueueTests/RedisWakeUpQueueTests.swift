import LedgerCore
import LedgerTestKit
import Redis
import RedisQueue
import Servers
import Testing
import WorkQueue

struct RedisWakeUpQueueTests {
    @Test(arguments: WakeUpQueueContract.rules)
    func `the queue on Redis keeps the contract`(_ rule: WakeUpQueueRule) async throws {
        try await RedisFixture.run { redis in try await rule.check(redis.queue) }
    }

    @Test func `entries hold ids only, under hash-tagged keys`() async throws {
        try await RedisFixture.run { redis in
            let wakeUp = WakeUp(
                stream: .service("chat", in: "production"), lane: .control,
                command: wakeUps(1)[0].command, traceparent: "00-a-b-01")
            try await redis.queue.publish([wakeUp])
            let entries = try await redis.admin.send(["XRANGE", redis.key(of: wakeUp), "-", "+"])
            let fields = entries.array?.first?.array?.last?.array?.compactMap(\.text)
            #expect(
                fields == [
                    "stream", "service/production/chat",
                    "command", "00000000-0000-0005-0000-000000000000", "traceparent", "00-a-b-01",
                ])
        }
    }

    @Test func `namespaces do not see each other`() async throws {
        try await RedisFixture.run { redis in
            let other = RedisWakeUpQueue(redis.address, namespace: "other")
            try await redis.queue.publish(wakeUps(3))
            #expect(try await other.take().isEmpty)
            #expect(try await redis.queue.take().count == 3)
        }
    }

    @Test func `a queue with a password works by its address`() async throws {
        try await RedisFixture.run { redis in
            _ = try await redis.admin.send(["CONFIG", "SET", "requirepass", "s3cret@"])
            let address = try RedisAddress("unix://:s3cret%40@\(redis.server.socketPath)")
            let queue = RedisWakeUpQueue(address)
            try await queue.publish(wakeUps(3))
            #expect(try await queue.take().count == 3)
            let stranger = RedisWakeUpQueue(try RedisAddress(redis.server.url))
            let error = await #expect(throws: WakeUpQueueError.self) {
                try await stranger.publish(wakeUps(1))
            }
            #expect(error == WakeUpQueueError(.refused, "Redis: serverError: NOAUTH"))
        }
    }

    @Test func `no partition waits for ever behind a busy one`() async throws {
        try await RedisFixture.run { redis in
            try await redis.queue.publish(wakeUps(400))
            var partitions: Set<Int> = []
            for _ in 1...Partition.count {
                partitions.formUnion(try await redis.queue.take(5).map(\.id.partition))
            }
            #expect(partitions == Set(0..<Partition.count))
        }
    }
}
