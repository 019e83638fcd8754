import LedgerCore
import LedgerTestKit
import Redis
import RedisQueue
import Testing
import WorkQueue

struct GarbageTests {
    /// Fields that no queue of ours writes.
    private static let garbage = [
        ["some", "thing"], ["stream", ""], ["stream", "service/production/chat", "command", "x"],
    ]

    @Test func `entries of strangers are acknowledged, counted and passed over`() async throws {
        try await RedisFixture.run { redis in
            let wakeUp = wakeUps(1)[0]
            try await add(Self.garbage, to: redis.key(of: wakeUp), by: redis.admin)
            try await redis.queue.publish([wakeUp])
            #expect(try await redis.queue.take().map(\.wakeUp) == [wakeUp])
            #expect(redis.queue.undecodableCount == 3)
            #expect(
                try await redis.queue.depth()[.commands] == QueueDepth(waiting: 0, inHand: 1))
        }
    }

    @Test func `a read goes on waiting when only garbage came`() async throws {
        try await RedisFixture.run { redis in
            let wakeUp = wakeUps(1)[0]
            let received = try await redis.received {
                try await add(Self.garbage, to: redis.key(of: wakeUp), by: redis.admin)
                try await redis.until("the garbage is counted") {
                    redis.queue.undecodableCount == 3
                }
                try await redis.queue.publish([wakeUp])
            }
            #expect(received.map(\.wakeUp) == [wakeUp])
        }
    }

    @Test func `garbage that a consumer left behind is discarded by the claim`() async throws {
        try await RedisFixture.run { redis in
            let wakeUp = wakeUps(1)[0]
            let key = redis.key(of: wakeUp)
            #expect(try await redis.queue.take().isEmpty)
            try await add(Self.garbage, to: key, by: redis.admin)
            try await redis.queue.publish([wakeUp])
            _ = try await redis.admin.send([
                "XREADGROUP", "GROUP", "agent-workers", "stranger", "STREAMS", key, ">",
            ])
            let claimed = try await redis.queue.claim(for: "ada", idle: .zero, limit: 9)
            #expect(claimed.map(\.wakeUp) == [wakeUp])
            #expect(redis.queue.undecodableCount == 3)
        }
    }

    @Test func `fields of a newer version are passed over`() async throws {
        try await RedisFixture.run { redis in
            let wakeUp = WakeUp(stream: wakeUps(1)[0].stream, lane: .commands)
            let fields = ["tenant", "blue", "stream", wakeUp.stream.text, "odd", "one"]
            try await add([fields], to: redis.key(of: wakeUp), by: redis.admin)
            #expect(try await redis.queue.take().map(\.wakeUp) == [wakeUp])
        }
    }

    @Test func `a key that is no stream is refused, not destroyed`() async throws {
        try await RedisFixture.run { redis in
            let wakeUp = wakeUps(1)[0]
            _ = try await redis.admin.send(["SET", redis.key(of: wakeUp), "mine"])
            let error = await #expect(throws: WakeUpQueueError.self) {
                try await redis.queue.publish([wakeUp])
            }
            #expect(error?.code == .refused)
            await #expect(throws: WakeUpQueueError.self) { try await redis.queue.take() }
            await #expect(throws: WakeUpQueueError.self) { try await redis.queue.depth() }
            #expect(try await redis.admin.send(["GET", redis.key(of: wakeUp)]) == .text("mine"))
        }
    }

    private func add(
        _ entries: [[String]], to key: String, by connection: RedisConnection
    ) async throws {
        for fields in entries {
            _ = try await connection.send(RedisCommand(["XADD", key, "*"] + fields))
        }
    }
}
