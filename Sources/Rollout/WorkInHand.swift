import WorkQueue

/// The wake-ups that this worker holds: waiting for a slot, or in one. Bounded by its readers.
actor WorkInHand {
    /// A wake-up, with the delivery to acknowledge when it came through the queue.
    struct Job: Sendable {
        let wakeUp: WakeUp
        let delivery: DeliveryID?
    }

    private var waiting: [Lane: [Job]] = [:]
    private var takers: [Taker] = []
    private var held: Set<DeliveryID> = []
    private(set) var isStopping = false

    private struct Taker {
        let lanes: [Lane]
        let resume: CheckedContinuation<Job?, Never>
    }

    /// Deliveries to give signs of life for.
    var deliveries: [DeliveryID] { Array(held) }

    var waitingCount: Int { waiting.values.reduce(0) { $0 + $1.count } }

    /// - Returns: the deliveries that came too late to be begun, because the worker stops.
    func add(_ jobs: [Job]) -> [DeliveryID] {
        guard !isStopping else { return jobs.compactMap(\.delivery) }
        for job in jobs {
            if let delivery = job.delivery { held.insert(delivery) }
            waiting[job.wakeUp.lane, default: []].append(job)
        }
        serve()
        return []
    }

    /// The next job of these lanes, in their order; `nil` when the worker stops.
    func take(_ lanes: [Lane]) async -> Job? {
        guard !isStopping else { return nil }
        return await withCheckedContinuation { continuation in
            takers.append(Taker(lanes: lanes, resume: continuation))
            serve()
        }
    }

    func finish(_ delivery: DeliveryID) { held.remove(delivery) }

    /// Deliveries that another worker took over; what has not begun is not begun any more.
    func lose(_ deliveries: Set<DeliveryID>) {
        held.subtract(deliveries)
        for lane in waiting.keys {
            waiting[lane]?.removeAll { $0.delivery.map(deliveries.contains) ?? false }
        }
    }

    /// Ends all waiting. - Returns: the deliveries that no slot has begun.
    func stop() -> [DeliveryID] {
        isStopping = true
        let unstarted = waiting.values.joined().compactMap(\.delivery)
        waiting = [:]
        held.subtract(unstarted)
        for taker in takers { taker.resume.resume(returning: nil) }
        takers = []
        return unstarted
    }

    private func serve() {
        takers.removeAll { taker in
            for lane in taker.lanes where waiting[lane]?.isEmpty == false {
                taker.resume.resume(returning: waiting[lane]?.removeFirst())
                return true
            }
            return false
        }
    }
}
