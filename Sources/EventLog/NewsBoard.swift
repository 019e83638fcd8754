/// Who waits to hear that the log grew; lives inside the actor that hears it.
package struct NewsBoard {
    private var waiting: [Int: CheckedContinuation<Void, Never>] = [:]
    private var lastTicket = 0
    /// Something was told when nobody waited: the next one need not wait.
    private var hasNews = false

    package init() {}

    package mutating func nextTicket() -> Int {
        lastTicket += 1
        return lastTicket
    }

    package mutating func wait(_ ticket: Int, _ continuation: CheckedContinuation<Void, Never>) {
        waiting[ticket] = continuation
        if hasNews || Task.isCancelled { wake(ticket) }
        hasNews = false
    }

    package mutating func wake(_ ticket: Int) { waiting.removeValue(forKey: ticket)?.resume() }

    package mutating func tell() {
        hasNews = waiting.isEmpty
        for continuation in waiting.values { continuation.resume() }
        waiting.removeAll()
    }
}
