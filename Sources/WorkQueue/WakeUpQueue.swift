/// Wakes workers and spreads work among them.
///
/// It may lose, repeat and reorder: nothing rests on it.
///
/// All implementations pass `WakeUpQueueContract` of the test kit.
package protocol WakeUpQueue: Sendable {
    /// Puts wake-ups in, in order. On an error none, some or all of them are in.
    func publish(_ wakeUps: [WakeUp]) async throws(WakeUpQueueError)

    /// Takes new wake-ups for a consumer, control first; empty after `patience` without any.
    ///
    /// - Parameter limit: at least 1; what arrives while it waits may come to one for each
    ///   partition and lane instead (unstarted ones go back by ``release(_:by:)``).
    func receive(
        _ lanes: [Lane], for consumer: String, limit: Int, patience: Duration
    ) async throws(WakeUpQueueError) -> [Delivery]

    /// Ends deliveries for good, whoever holds them.
    func acknowledge(_ deliveries: [DeliveryID]) async throws(WakeUpQueueError)

    /// Says that a consumer is still at work on these.
    ///
    /// - Returns: those that it still holds; the others were claimed, or are gone.
    func renew(
        _ deliveries: [DeliveryID], by consumer: String
    ) async throws(WakeUpQueueError) -> Set<DeliveryID>

    /// Takes over what was released, and deliveries whose consumer has been silent for `idle`.
    ///
    /// - Parameter limit: at least 1, and never exceeded.
    func claim(
        for consumer: String, idle: Duration, limit: Int
    ) async throws(WakeUpQueueError) -> [Delivery]

    /// Hands unstarted deliveries back: anybody's next ``claim(for:idle:limit:)`` gets them.
    func release(_ deliveries: [DeliveryID], by consumer: String) async throws(WakeUpQueueError)

    /// Drops what everybody has acknowledged, and consumers that are gone and hold nothing.
    func tidy() async throws(WakeUpQueueError)

    /// What waits and what is in hand, per lane.
    func depth() async throws(WakeUpQueueError) -> [Lane: QueueDepth]
}

/// - Parameters: counts of one lane over all partitions.
package struct QueueDepth: Sendable, Equatable {
    /// Not delivered to anybody yet.
    package let waiting: Int
    /// Delivered and not acknowledged.
    package let inHand: Int

    package init(waiting: Int, inHand: Int) {
        self.waiting = waiting
        self.inHand = inHand
    }
}

/// Why the queue could not answer.
///
/// Every one is worth trying again.
package struct WakeUpQueueError: Error, Sendable, Equatable {
    package enum Code: String, Sendable {
        /// No connection, or no answer in time; what was asked may have been done.
        case unavailable
        /// The server refused, such as out of memory; nothing was done.
        case refused
    }

    package let code: Code
    /// Safe for a log.
    package let message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}

extension WakeUpQueueError: CustomStringConvertible {
    package var description: String { "\(code.rawValue): \(message)" }
}
