import EventLog
import LedgerCore

/// The appends that wait for a batch, in the order of asking.
struct AppendQueue {
    struct Waiting {
        let request: AppendRequest
        /// After this a broken connection is no longer waited for.
        let deadline: ContinuousClock.Instant
        let reply: CheckedContinuation<Result<AppendOutcome, EventStoreError>, Never>
    }

    private var waiting: [Waiting] = []

    /// `ledger.append` works best from 64 commands on; more than 200 only make callers wait.
    private static let largestBatch = 200
    /// How far behind a blocked command others are looked for, so that a cut stays cheap.
    private static let lookAhead = 1000

    var count: Int { waiting.count }
    var isEmpty: Bool { waiting.isEmpty }

    mutating func add(_ new: Waiting) { waiting.append(new) }

    /// Takes the next batch: no stream and no command id twice, the rest stays in its order.
    ///
    /// A stream of a command that must wait is closed to the later ones too, which would overtake.
    mutating func cut() -> [Waiting] {
        var batch: [Waiting] = []
        var rest: [Waiting] = []
        var streams: Set<StreamName> = []
        var commands: Set<ID> = []
        var index = 0
        while index < waiting.count, batch.count < Self.largestBatch, index < Self.lookAhead {
            let next = waiting[index]
            let isFree = next.request.parts.allSatisfy { !streams.contains($0.stream) }
            for part in next.request.parts { streams.insert(part.stream) }
            if commands.insert(next.request.commandID).inserted, isFree {
                batch.append(next)
            } else {
                rest.append(next)
            }
            index += 1
        }
        rest.append(contentsOf: waiting[index...])
        waiting = rest
        return batch
    }

    /// Takes out those whose deadline has passed.
    mutating func takeExpired(at now: ContinuousClock.Instant) -> [Waiting] {
        let expired = waiting.filter { $0.deadline <= now }
        waiting.removeAll { $0.deadline <= now }
        return expired
    }
}
