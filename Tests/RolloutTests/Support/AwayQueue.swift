import WorkQueue

/// A queue that cannot be reached.
struct AwayQueue: WakeUpQueue {
    private func fail() throws(WakeUpQueueError) -> Never {
        throw WakeUpQueueError(.unavailable, "no connection")
    }

    func publish(_ wakeUps: [WakeUp]) async throws(WakeUpQueueError) { try fail() }

    func receive(
        _ lanes: [Lane], for consumer: String, limit: Int, patience: Duration
    ) async throws(WakeUpQueueError) -> [Delivery] { try fail() }

    func acknowledge(_ deliveries: [DeliveryID]) async throws(WakeUpQueueError) { try fail() }

    func renew(
        _ deliveries: [DeliveryID], by consumer: String
    ) async throws(WakeUpQueueError) -> Set<DeliveryID> { try fail() }

    func claim(
        for consumer: String, idle: Duration, limit: Int
    ) async throws(WakeUpQueueError) -> [Delivery] { try fail() }

    func release(
        _ deliveries: [DeliveryID], by consumer: String
    ) async throws(WakeUpQueueError) { try fail() }

    func tidy() async throws(WakeUpQueueError) { try fail() }

    func depth() async throws(WakeUpQueueError) -> [Lane: QueueDepth] { try fail() }
}
