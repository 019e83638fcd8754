import WorkQueue

/// The queue as one process reaches it.
struct ProcessQueue: WakeUpQueue {
    let life: ProcessLife
    let queue: WorldQueue

    private func travel() async throws(WakeUpQueueError) {
        do {
            try await life.thaw()
            try await life.pass(queue.simulator.number(1...4))
        } catch { throw WakeUpQueueError(.unavailable, "killed") }
        if queue.isAway { throw WakeUpQueueError(.unavailable, "no connection") }
    }

    func publish(_ wakeUps: [WakeUp]) async throws(WakeUpQueueError) {
        try await travel()
        queue.publish(wakeUps)
        try await travel()
    }

    func receive(
        _ lanes: [Lane], for consumer: String, limit: Int, patience: Duration
    ) async throws(WakeUpQueueError) -> [Delivery] {
        try await travel()
        let end = queue.simulator.now + Int(patience / .milliseconds(1))
        while true {
            let taken = queue.take(lanes, for: consumer, limit: limit)
            if !taken.isEmpty {
                try await travel()
                return taken
            }
            guard queue.simulator.now < end, !life.isDead, !queue.isAway, !Task.isCancelled else {
                return []
            }
            await queue.simulator.sleep(end - queue.simulator.now, ticket: queue.expect())
        }
    }

    func acknowledge(_ deliveries: [DeliveryID]) async throws(WakeUpQueueError) {
        try await travel()
        queue.acknowledge(deliveries)
    }

    func renew(
        _ deliveries: [DeliveryID], by consumer: String
    ) async throws(WakeUpQueueError) -> Set<DeliveryID> {
        try await travel()
        return queue.renew(deliveries, by: consumer)
    }

    func claim(
        for consumer: String, idle: Duration, limit: Int
    ) async throws(WakeUpQueueError) -> [Delivery] {
        try await travel()
        let idle = Int(idle / .milliseconds(1))
        return queue.claim(for: consumer, idle: idle, limit: limit)
    }

    func release(_ deliveries: [DeliveryID], by consumer: String) async throws(WakeUpQueueError) {
        try await travel()
        queue.release(deliveries, by: consumer)
    }

    func tidy() async throws(WakeUpQueueError) { try await travel() }

    func depth() async throws(WakeUpQueueError) -> [Lane: QueueDepth] { [:] }
}
