import Redis
package import WorkQueue

extension RedisWakeUpQueue {
    /// One hour: longer than any worker is given before its deliveries are claimed.
    private static let releasedIdle = Duration.seconds(3600)

    package func renew(
        _ deliveries: [DeliveryID], by consumer: String
    ) async throws(WakeUpQueueError) -> Set<DeliveryID> {
        try await give(deliveries, of: consumer, to: consumer, idle: .zero)
    }

    package func release(
        _ deliveries: [DeliveryID], by consumer: String
    ) async throws(WakeUpQueueError) {
        _ = try await give(
            deliveries, of: consumer, to: Self.releasedHolder, idle: Self.releasedIdle)
    }

    package func claim(
        for consumer: String, idle: Duration, limit: Int
    ) async throws(WakeUpQueueError) -> [Delivery] {
        let replies = try await pipeline([
            QueueScript.claim.command(
                StreamKey.all(turn: nextTurn()).map(name),
                [
                    Self.group, consumer, "\(idle.wholeMilliseconds)", "\(limit)",
                    Self.releasedHolder,
                ])
        ])
        var found = FoundDeliveries(namespace: namespace)
        for stream in replies[0].array ?? [] {
            guard let parts = stream.array, parts.count == 3 else { continue }
            found.add(parts[1], of: parts[0], isClaimed: false)
            found.add(parts[2], of: parts[0], isClaimed: true)
        }
        await discard(found.undecodable)
        return found.deliveries
    }

    private func give(
        _ deliveries: [DeliveryID], of consumer: String, to heir: String, idle: Duration
    ) async throws(WakeUpQueueError) -> Set<DeliveryID> {
        let streams = byStream(deliveries)
        let replies = try await pipeline(
            streams.map { key, entries in
                QueueScript.give.command(
                    [name(of: key)],
                    [Self.group, consumer, heir, "\(idle.wholeMilliseconds)"] + entries)
            })
        var given: Set<DeliveryID> = []
        for (stream, reply) in zip(streams, replies) {
            given.formUnion((reply.array ?? []).compactMap(\.text).map(stream.0.delivery))
        }
        return given
    }
}
