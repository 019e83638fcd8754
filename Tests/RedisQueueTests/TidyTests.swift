import LedgerTestKit
import Redis
import RedisQueue
import Testing
import WorkQueue

struct TidyTests {
    @Test func `what everybody acknowledged is trimmed`() async throws {
        try await RedisFixture.run { redis in
            let sent = Array(repeating: wakeUps(1)[0], count: 1000)
            try await redis.queue.publish(sent)
            let taken = try await redis.queue.take(1000).map(\.id)
            try await redis.queue.acknowledge(taken)
            try await redis.queue.tidy()
            // Redis drops whole nodes of 100 entries.
            let length = try await redis.admin.send(["XLEN", redis.key(of: sent[0])]).integer
            #expect((0...100).contains(length ?? -1))
        }
    }

    @Test func `the lag stays true after trimming`() async throws {
        try await RedisFixture.run { redis in
            try await redis.queue.publish(Array(repeating: wakeUps(1)[0], count: 500))
            let taken = try await redis.queue.take(400).map(\.id)
            try await redis.queue.acknowledge(taken)
            try await redis.queue.tidy()
            let waiting = QueueDepth(waiting: 100, inHand: 0)
            #expect(try await redis.queue.depth()[.commands] == waiting)
        }
    }

    @Test func `what waits is counted when Redis does not know the lag`() async throws {
        try await RedisFixture.run { redis in
            let wakeUp = wakeUps(1)[0]
            try await redis.queue.publish(Array(repeating: wakeUp, count: 10))
            let taken = try await redis.queue.take(4).map(\.id)
            try await redis.queue.publish([wakeUp])
            let key = redis.key(of: wakeUp)
            let last = try await redis.admin.send(["XREVRANGE", key, "+", "-", "COUNT", "2"])
            let entry = try #require(last.array?.last?.array?.first?.text)
            _ = try await redis.admin.send(["XDEL", key, entry])
            let groups = try await redis.admin.send(["XINFO", "GROUPS", key])
            #expect(groups.array?.first?.array?.last == .null)
            #expect(
                try await redis.queue.depth()[.commands]
                    == QueueDepth(waiting: 6, inHand: taken.count))
        }
    }

    @Test func `a consumer that just read is not forgotten`() async throws {
        try await RedisFixture.run { redis in
            let wakeUp = wakeUps(1)[0]
            try await redis.queue.publish([wakeUp])
            try await redis.queue.acknowledge([try await redis.queue.takeOne().id])
            try await redis.queue.tidy()
            #expect(try await consumers(redis, of: wakeUp) == ["ada"])
        }
    }

    @Test func `a consumer that is gone is forgotten once it holds nothing`() async throws {
        try await RedisFixture.run { redis in
            let queue = RedisWakeUpQueue(redis.address, consumerIdle: .zero)
            let wakeUp = wakeUps(1)[0]
            try await queue.publish([wakeUp, wakeUp])
            let held = try await queue.takeOne(for: "ada")
            try await queue.acknowledge([try await queue.takeOne(for: "bob").id])
            try await redis.until("bob is forgotten") {
                try await queue.tidy()
                return try await consumers(redis, of: wakeUp) == ["ada"]
            }
            try await queue.acknowledge([held.id])
            try await redis.until("ada is forgotten") {
                try await queue.tidy()
                return try await consumers(redis, of: wakeUp) == []
            }
        }
    }

    private func consumers(_ redis: RedisFixture, of wakeUp: WakeUp) async throws -> [String] {
        let reply = try await redis.admin.send([
            "XINFO", "CONSUMERS", redis.key(of: wakeUp), "agent-workers",
        ])
        return (reply.array ?? []).compactMap { $0.array?[1].text }
    }
}
