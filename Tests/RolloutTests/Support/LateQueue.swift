import Synchronization
import WorkQueue

/// A queue whose first reader is answered only when the test says so.
final class LateQueue: WakeUpQueue {
    private let base: InMemoryWakeUpQueue
    private let reading = AsyncStream.makeStream(of: Void.self)
    private let permission = AsyncStream.makeStream(of: Void.self)
    private let isFirst = Mutex(true)

    init(base: InMemoryWakeUpQueue) { self.base = base }

    /// Returns when the first reader waits.
    func waitForReader() async { for await _ in reading.stream { return } }

    func letRead() { permission.continuation.finish() }

    func receive(
        _ lanes: [Lane], for consumer: String, limit: Int, patience: Duration
    ) async throws(WakeUpQueueError) -> [Delivery] {
        let holds =
            lanes.contains(.commands)
            && isFirst.withLock { isFirst in
                defer { isFirst = false }
                return isFirst
            }
        if holds {
            reading.continuation.finish()
            for await _ in permission.stream {}
        }
        return await base.receive(lanes, for: consumer, limit: limit, patience: patience)
    }

    func publish(_ wakeUps: [WakeUp]) async throws(WakeUpQueueError) {
        await base.publish(wakeUps)
    }

    func acknowledge(_ deliveries: [DeliveryID]) async throws(WakeUpQueueError) {
        await base.acknowledge(deliveries)
    }

    func renew(
        _ deliveries: [DeliveryID], by consumer: String
    ) async throws(WakeUpQueueError) -> Set<DeliveryID> {
        await base.renew(deliveries, by: consumer)
    }

    func claim(
        for consumer: String, idle: Duration, limit: Int
    ) async throws(WakeUpQueueError) -> [Delivery] {
        await base.claim(for: consumer, idle: idle, limit: limit)
    }

    func release(
        _ deliveries: [DeliveryID], by consumer: String
    ) async throws(WakeUpQueueError) { await base.release(deliveries, by: consumer) }

    func tidy() async throws(WakeUpQueueError) { await base.tidy() }

    func depth() async throws(WakeUpQueueError) -> [Lane: QueueDepth] { await base.depth() }
}
