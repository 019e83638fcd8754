/// Those who wait for wake-ups; each is told once, and then looks for itself.
struct Arrivals {
    private var lastTicket = 0
    private var waiters: [Int: (lanes: [Lane], arrival: AsyncStream<Void>.Continuation)] = [:]

    /// - Returns: a ticket to ``forget(_:)`` with, and what the announcement comes by.
    mutating func expect(_ lanes: [Lane]) -> (ticket: Int, arrival: AsyncStream<Void>) {
        let (arrival, continuation) = AsyncStream.makeStream(
            of: Void.self, bufferingPolicy: .bufferingNewest(1))
        lastTicket += 1
        waiters[lastTicket] = (lanes, continuation)
        return (lastTicket, arrival)
    }

    mutating func forget(_ ticket: Int) { waiters[ticket] = nil }

    func announce(_ lanes: Set<Lane>) {
        for waiter in waiters.values where !lanes.isDisjoint(with: waiter.lanes) {
            waiter.arrival.yield()
        }
    }
}
