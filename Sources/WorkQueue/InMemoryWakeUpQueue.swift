/// A queue within one process, for tests, simulation and running everything in one.
///
/// Keeps the order of each lane, and loses nothing but with the process.
package actor InMemoryWakeUpQueue {
    /// What somebody has taken and not ended.
    private struct Holding {
        let wakeUp: WakeUp
        /// `nil` once it was handed back.
        var consumer: String?
        var since: ContinuousClock.Instant
    }

    private var lastEntry = 0
    private var waiting: [Lane: [Delivery]] = [:]
    private var held: [DeliveryID: Holding] = [:]
    private var arrivals = Arrivals()

    package init() {}
}

extension InMemoryWakeUpQueue: WakeUpQueue {
    package func publish(_ wakeUps: [WakeUp]) {
        for wakeUp in wakeUps {
            lastEntry += 1
            let id = DeliveryID(
                lane: wakeUp.lane, partition: Partition.of(wakeUp.stream), entry: "\(lastEntry)")
            waiting[wakeUp.lane, default: []]
                .append(Delivery(id: id, wakeUp: wakeUp, isClaimed: false))
        }
        arrivals.announce(Set(wakeUps.map(\.lane)))
    }

    package func receive(
        _ lanes: [Lane], for consumer: String, limit: Int, patience: Duration
    ) async -> [Delivery] {
        let deadline = ContinuousClock.now + patience
        while true {
            let taken = take(lanes, for: consumer, limit: limit)
            guard taken.isEmpty, .now < deadline, !Task.isCancelled else { return taken }
            let (ticket, arrival) = arrivals.expect(lanes)
            await Self.wait(for: arrival, until: deadline)
            arrivals.forget(ticket)
        }
    }

    package func acknowledge(_ deliveries: [DeliveryID]) {
        for delivery in deliveries { held[delivery] = nil }
    }

    package func renew(_ deliveries: [DeliveryID], by consumer: String) -> Set<DeliveryID> {
        let mine = deliveries.filter { held[$0]?.consumer == consumer }
        for delivery in mine { held[delivery]?.since = .now }
        return Set(mine)
    }

    package func claim(for consumer: String, idle: Duration, limit: Int) -> [Delivery] {
        let latest = ContinuousClock.now - idle
        let free = held.filter { $1.consumer == nil || $1.since <= latest }
            .sorted { Self.isEarlier($0.key, $1.key) }
            .prefix(limit)
        return free.map { id, holding in
            held[id] = Holding(wakeUp: holding.wakeUp, consumer: consumer, since: .now)
            return Delivery(id: id, wakeUp: holding.wakeUp, isClaimed: holding.consumer != nil)
        }
    }

    package func release(_ deliveries: [DeliveryID], by consumer: String) {
        for delivery in deliveries where held[delivery]?.consumer == consumer {
            held[delivery]?.consumer = nil
        }
    }

    /// Nothing to do: what is acknowledged is gone at once.
    package func tidy() {}

    package func depth() -> [Lane: QueueDepth] {
        Dictionary(
            uniqueKeysWithValues: Lane.allCases.map { lane in
                let inHand = held.keys.count { $0.lane == lane }
                return (lane, QueueDepth(waiting: waiting[lane]?.count ?? 0, inHand: inHand))
            })
    }
}

extension InMemoryWakeUpQueue {
    private func take(_ lanes: [Lane], for consumer: String, limit: Int) -> [Delivery] {
        var taken: [Delivery] = []
        for lane in Lane.allCases where lanes.contains(lane) {
            let some = Array(waiting[lane, default: []].prefix(limit - taken.count))
            waiting[lane]?.removeFirst(some.count)
            taken += some
        }
        for delivery in taken {
            held[delivery.id] = Holding(wakeUp: delivery.wakeUp, consumer: consumer, since: .now)
        }
        return taken
    }

    /// Returns when something arrived, at the deadline, or when the task is cancelled.
    private static func wait(
        for arrival: AsyncStream<Void>, until deadline: ContinuousClock.Instant
    ) async {
        await withTaskGroup { group in
            group.addTask { for await _ in arrival { return } }
            // Cancelled when something arrived first: the loop looks at the time again anyway.
            group.addTask { try? await Task.sleep(until: deadline, clock: .continuous) }
            await group.next()
            group.cancelAll()
        }
    }

    /// Control first, then by age.
    private static func isEarlier(_ left: DeliveryID, _ right: DeliveryID) -> Bool {
        guard left.lane == right.lane else { return left.lane == .control }
        return (Int(left.entry) ?? 0) < (Int(right.entry) ?? 0)
    }
}
