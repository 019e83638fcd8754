import LedgerTestKit
import Redis
import RedisQueue
import Servers
import Testing
import WorkQueue

struct RedisLossTests {
    /// What may happen to streams and groups at any time.
    enum Loss: CaseIterable {
        case flush
        case destroyedGroup
        case deletedStream

        func strike(_ key: String, of redis: RedisFixture) async throws {
            let command: RedisCommand =
                switch self {
                case .flush: ["FLUSHALL"]
                case .destroyedGroup: ["XGROUP", "DESTROY", key, "agent-workers"]
                case .deletedStream: ["DEL", key]
                }
            _ = try await redis.admin.send(command)
        }
    }

    @Test(arguments: Loss.allCases)
    func `a read that waits survives the loss and gets what comes after`(
        _ loss: Loss
    ) async throws {
        try await RedisFixture.run { redis in
            let wakeUp = wakeUps(1)[0]
            let received = try await redis.received {
                try await loss.strike(redis.key(of: wakeUp), of: redis)
                try await redis.queue.publish([wakeUp])
            }
            #expect(received.map(\.wakeUp) == [wakeUp])
        }
    }

    @Test(arguments: Loss.allCases)
    func `what was in hand is no longer mine after the loss, and no call fails`(
        _ loss: Loss
    ) async throws {
        try await RedisFixture.run { redis in
            let wakeUp = wakeUps(1)[0]
            try await redis.queue.publish([wakeUp])
            let taken = try await redis.queue.takeOne().id
            try await loss.strike(redis.key(of: wakeUp), of: redis)
            #expect(try await redis.queue.renew([taken], by: "ada").isEmpty)
            try await redis.queue.release([taken], by: "ada")
            try await redis.queue.acknowledge([taken])
            try await redis.queue.tidy()
            #expect(try await redis.queue.claim(for: "bob", idle: .zero, limit: 9).isEmpty)
            #expect(try await redis.queue.depth()[.commands]?.inHand == 0)
        }
    }

    @Test func `a destroyed group gives again what was not trimmed`() async throws {
        try await RedisFixture.run { redis in
            let wakeUp = wakeUps(1)[0]
            try await redis.queue.publish([wakeUp])
            _ = try await redis.queue.takeOne()
            try await Loss.destroyedGroup.strike(redis.key(of: wakeUp), of: redis)
            #expect(
                try await redis.queue.depth()[.commands] == QueueDepth(waiting: 1, inHand: 0))
            #expect(try await redis.queue.take(for: "bob").map(\.wakeUp) == [wakeUp])
        }
    }

    @Test func `a restart keeps what waits and what is in hand`() async throws {
        try await keepsEverything { redis in try await redis.server.restart() }
    }

    @Test func `a kill keeps what was synced`() async throws {
        // The default syncs every second: a kill may then lose what came since.
        try await keepsEverything(settings: ["appendfsync": "always"]) { redis in
            await redis.server.kill()
            try await redis.server.restart()
        }
    }

    private func keepsEverything(
        settings: [String: String] = [:], _ happening: (RedisFixture) async throws -> Void
    ) async throws {
        try await RedisFixture.run(settings: settings) { redis in
            try await redis.queue.publish(wakeUps(10))
            let taken = try await redis.queue.take(4)
            try await happening(redis)
            #expect(
                try await redis.queue.depth()[.commands] == QueueDepth(waiting: 6, inHand: 4))
            let mine = Set(taken.map(\.id))
            #expect(try await redis.queue.renew(taken.map(\.id), by: "ada") == mine)
            #expect(try await redis.queue.take().count == 6)
        }
    }
}
