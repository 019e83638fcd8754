import LedgerCore
import WorkQueue

/// A queue that loses, repeats and delays.
final class WorldQueue: @unchecked Sendable {
    // Unchecked: only touched on the simulator's thread.
    private struct Holding {
        let wakeUp: WakeUp
        var consumer: String?
        var since: Int
    }

    let simulator: Simulator
    var awayUntil = 0
    var faults: [Happening.QueueFault] = []
    private var lastEntry = 0
    private var waiting: [Delivery] = []
    private var held: [(id: DeliveryID, holding: Holding)] = []
    private var tickets: [Int] = []

    init(_ simulator: Simulator) { self.simulator = simulator }

    var isAway: Bool { awayUntil > simulator.now }

    func heal() {
        awayUntil = 0
        faults = []
    }

    func flush() {
        waiting = []
        held = []
    }

    func publish(_ wakeUps: [WakeUp]) {
        for wakeUp in wakeUps {
            switch faults.isEmpty ? nil : faults.removeFirst() {
            case nil: put(wakeUp)
            case .lost: break
            case .duplicated:
                put(wakeUp)
                put(wakeUp)
            case .delayed: simulator.after(simulator.number(1000...20_000)) { self.put(wakeUp) }
            }
        }
    }

    private func put(_ wakeUp: WakeUp) {
        lastEntry += 1
        let id = DeliveryID(
            lane: wakeUp.lane, partition: Partition.of(wakeUp.stream), entry: "\(lastEntry)")
        waiting.append(Delivery(id: id, wakeUp: wakeUp, isClaimed: false))
        let tickets = self.tickets
        self.tickets = []
        for ticket in tickets { simulator.wake(ticket) }
    }

    /// A ticket that is woken by the next arrival.
    func expect() -> Int {
        let ticket = simulator.draw()
        tickets.append(ticket)
        return ticket
    }

    func take(_ lanes: [Lane], for consumer: String, limit: Int) -> [Delivery] {
        var taken: [Delivery] = []
        for lane in Lane.allCases where lanes.contains(lane) {
            taken += waiting.filter { $0.id.lane == lane }.prefix(limit - taken.count)
        }
        waiting.removeAll(where: taken.contains)
        for delivery in taken { hold(delivery.id, delivery.wakeUp, consumer) }
        return taken
    }

    private func hold(_ id: DeliveryID, _ wakeUp: WakeUp, _ consumer: String) {
        let holding = Holding(wakeUp: wakeUp, consumer: consumer, since: simulator.now)
        held.append((id, holding))
    }

    func acknowledge(_ deliveries: [DeliveryID]) { held.removeAll { deliveries.contains($0.id) } }

    func renew(_ deliveries: [DeliveryID], by consumer: String) -> Set<DeliveryID> {
        var mine: Set<DeliveryID> = []
        for index in held.indices
        where held[index].holding.consumer == consumer && deliveries.contains(held[index].id) {
            held[index].holding.since = simulator.now
            mine.insert(held[index].id)
        }
        return mine
    }

    func claim(for consumer: String, idle: Int, limit: Int) -> [Delivery] {
        let free = held.filter { _, holding in
            holding.consumer == nil || holding.since <= simulator.now - idle
        }.prefix(limit)
        acknowledge(free.map(\.id))
        return free.map { id, holding in
            hold(id, holding.wakeUp, consumer)
            return Delivery(id: id, wakeUp: holding.wakeUp, isClaimed: holding.consumer != nil)
        }
    }

    func release(_ deliveries: [DeliveryID], by consumer: String) {
        for index in held.indices
        where held[index].holding.consumer == consumer && deliveries.contains(held[index].id) {
            held[index].holding.consumer = nil
        }
    }
}
