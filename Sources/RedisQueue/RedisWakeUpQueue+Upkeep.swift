import Redis
package import WorkQueue

extension RedisWakeUpQueue {
    package func tidy() async throws(WakeUpQueueError) {
        _ = try await pipeline(
            StreamKey.all().map { key in
                QueueScript.tidy.command(
                    [name(of: key)], [Self.group, "\(consumerIdle.wholeMilliseconds)"])
            })
    }

    package func depth() async throws(WakeUpQueueError) -> [Lane: QueueDepth] {
        let keys = StreamKey.all()
        let replies = try await pipeline(
            keys.map { QueueScript.depth.command([name(of: $0)], [Self.group]) })
        let counts = zip(keys, replies).map { key, reply in
            (key.lane, (reply.array ?? []).map { $0.integer ?? 0 })
        }
        return Dictionary(
            uniqueKeysWithValues: Lane.allCases.map { lane in
                let own = counts.filter { $0.0 == lane && $0.1.count == 2 }.map(\.1)
                let waiting = own.reduce(0) { $0 + $1[0] }
                return (lane, QueueDepth(waiting: waiting, inHand: own.reduce(0) { $0 + $1[1] }))
            })
    }
}
