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
    private var readers: [Reader] = []
    private var held: Set<DeliveryID> = []
    private(set) var isStopping = false

    private struct Taker {
        let lanes: [Lane]
        let resume: CheckedContinuation<Job?, Never>
    }

    private struct Reader {
        let lanes: [Lane]
        let limit: Int
        let resume: CheckedContinuation<Void, Never>
    }

    /// Deliveries to give signs of life for.
    var deliveries: [DeliveryID] { Array(held) }

    var waitingCount: Int { waitingCount(of: Lane.allCases) }

    /// What has not begun, of some lanes: commands that wait must not keep control from being read.
    func waitingCount(of lanes: [Lane]) -> Int {
        lanes.reduce(0) { $0 + (waiting[$1]?.count ?? 0) }
    }

    /// - Returns: the deliveries that come too late, as the worker stops.
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

    /// Returns when fewer than `limit` jobs of some lanes wait for a slot, or when the worker stops.
    func waitForRoom(of lanes: [Lane], _ limit: Int) async {
        guard !hasRoom(lanes, limit) else { return }
        await withCheckedContinuation { continuation in
            readers.append(Reader(lanes: lanes, limit: limit, resume: continuation))
            admit()
        }
    }

    func finish(_ delivery: DeliveryID) { held.remove(delivery) }

    /// Deliveries that another worker took over; what has not begun is not begun any more.
    func lose(_ deliveries: Set<DeliveryID>) {
        held.subtract(deliveries)
        for lane in waiting.keys {
            waiting[lane]?.removeAll { $0.delivery.map(deliveries.contains) ?? false }
        }
        admit()
    }

    /// Ends all waiting. - Returns: the deliveries that no slot has begun.
    func stop() -> [DeliveryID] {
        isStopping = true
        let unstarted = waiting.values.joined().compactMap(\.delivery)
        waiting = [:]
        held.subtract(unstarted)
        for taker in takers { taker.resume.resume(returning: nil) }
        takers = []
        admit()
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
        admit()
    }

    private func hasRoom(_ lanes: [Lane], _ limit: Int) -> Bool {
        isStopping || waitingCount(of: lanes) < limit
    }

    /// Lets those read on for whom there is room.
    private func admit() {
        readers.removeAll { reader in
            guard hasRoom(reader.lanes, reader.limit) else { return false }
            reader.resume.resume()
            return true
        }
    }
}
