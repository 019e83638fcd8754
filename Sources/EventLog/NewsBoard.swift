/// Who waits to hear that the log grew; lives inside the actor that hears it.
///
/// A waiter draws a ticket first: what happens between the ticket and the wait is not missed.
package struct NewsBoard {
    private enum Ticket {
        case drawn
        case called
        case waiting(CheckedContinuation<Void, Never>)
    }

    private var tickets: [Int: Ticket] = [:]
    private var lastTicket = 0
    /// Something was told when nobody had a ticket: the next one need not wait.
    private var hasNews = false

    package init() {}

    package mutating func drawTicket() -> Int {
        lastTicket += 1
        tickets[lastTicket] = hasNews ? .called : .drawn
        hasNews = false
        return lastTicket
    }

    package mutating func wait(_ ticket: Int, _ continuation: CheckedContinuation<Void, Never>) {
        if case .drawn = tickets[ticket], !Task.isCancelled {
            tickets[ticket] = .waiting(continuation)
        } else {
            tickets[ticket] = nil
            continuation.resume()
        }
    }

    /// Ends one wait; does nothing when it has ended.
    package mutating func call(_ ticket: Int) {
        switch tickets[ticket] {
        case .drawn: tickets[ticket] = .called
        case .waiting(let continuation):
            tickets[ticket] = nil
            continuation.resume()
        case .called, nil: break
        }
    }

    /// Ends all waits.
    package mutating func tell() {
        hasNews = tickets.isEmpty
        for ticket in tickets.keys { call(ticket) }
    }
}
