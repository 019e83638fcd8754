package import Redis
import Synchronization
package import WorkQueue

/// Wake-ups in Redis streams: one per partition and lane, all read by one consumer group.
///
/// Redis may lose everything at any time; groups are made again by the next read, and what was lost
/// comes back from Postgres' due rows. Needs Redis 7.0. Every call ends within ``callTimeout``, or
/// that and the patience.
package final class RedisWakeUpQueue: Sendable {
    static let group = "agent-workers"
    /// Holds what was handed back; no worker has this name.
    static let releasedHolder = "_released"

    let namespace: String
    /// Publishes and administers.
    let connection: RedisConnection
    let readers: ReaderPool
    let callTimeout: Duration
    let consumerIdle: Duration
    private let turns = Atomic<Int>(0)
    private let undecodable = Atomic<Int>(0)

    /// - Parameters:
    ///   - namespace: the first part of every key, for several ledgers on one Redis.
    ///   - consumerIdle: after it a consumer that holds nothing counts as gone; a worker reads
    ///     every few seconds.
    package init(
        _ address: RedisAddress, namespace: String = "shiplog",
        callTimeout: Duration = .seconds(2), consumerIdle: Duration = .seconds(600)
    ) {
        self.namespace = namespace
        self.callTimeout = callTimeout
        self.consumerIdle = consumerIdle
        connection = RedisConnection(address, callTimeout: callTimeout, name: "redis-queue")
        readers = ReaderPool(address, timeout: callTimeout)
    }

    /// Entries that nobody of ours wrote; they were acknowledged and passed over.
    package var undecodableCount: Int { undecodable.load(ordering: .relaxed) }

    /// Which partition is asked first this time.
    func nextTurn() -> Int { turns.add(1, ordering: .relaxed).oldValue % Partition.count }

    func name(of key: StreamKey) -> String { key.name(in: namespace) }

    /// Ends entries that cannot be decoded, so that nobody meets them again.
    func discard(_ entries: [DeliveryID]) async {
        guard !entries.isEmpty else { return }
        undecodable.add(entries.count, ordering: .relaxed)
        do {
            try await acknowledge(entries)
        } catch {
            // They stay pending; the next claim finds and discards them again.
        }
    }
}

extension RedisWakeUpQueue: WakeUpQueue {
    package func publish(_ wakeUps: [WakeUp]) async throws(WakeUpQueueError) {
        _ = try await pipeline(
            wakeUps.map { wakeUp in
                RedisCommand(
                    ["XADD", name(of: StreamKey(wakeUp)), "*"] + WakeUpEntry.fields(of: wakeUp))
            })
    }

    package func acknowledge(_ deliveries: [DeliveryID]) async throws(WakeUpQueueError) {
        _ = try await pipeline(
            byStream(deliveries).map { key, entries in
                RedisCommand(["XACK", name(of: key), Self.group] + entries)
            })
    }

    func byStream(_ deliveries: some Sequence<DeliveryID>) -> [(StreamKey, [String])] {
        Dictionary(grouping: deliveries) { StreamKey($0) }.map { ($0, $1.map(\.entry)) }
    }

    /// Sends all at once on the connection that never waits; the first error among the answers
    /// is thrown.
    func pipeline(_ commands: [RedisCommand]) async throws(WakeUpQueueError) -> [RedisReply] {
        guard !commands.isEmpty else { return [] }
        do throws(RedisError) {
            let replies = try await connection.pipeline(commands)
            if let error = replies.lazy.compactMap(\.error).first { throw error }
            return replies
        } catch {
            throw WakeUpQueueError(error)
        }
    }
}
