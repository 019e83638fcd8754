package import EventLog
package import LedgerCore
import Testing

/// An append and what its caller was told.
package struct Acknowledged: Sendable {
    package let request: AppendRequest
    package let receipt: Receipt

    package init(request: AppendRequest, receipt: Receipt) {
        self.request = request
        self.receipt = receipt
    }
}

/// Whether a log is what its writers were told.
package enum LogAudit {
    /// Dense positions and versions, time in order, every acknowledged event there exactly once.
    ///
    /// - Parameter others: ids of commands that were sent and never acknowledged; they may be there.
    package static func check(
        _ events: some Sequence<RecordedEvent>, against acknowledged: [Acknowledged],
        others: Set<ID> = []
    ) {
        let events = Array(events)
        checkOrder(events)
        let stored = Dictionary(grouping: events, by: \.origin.commandID)
        let wrong = acknowledged.filter { !isStored($0, as: stored[$0.request.commandID] ?? []) }
        #expect(wrong.isEmpty)
        let known = Set(acknowledged.map(\.request.commandID)).union(others)
        #expect(Set(stored.keys).subtracting(known).isEmpty, "stored without having been sent")
    }

    private static func isStored(_ entry: Acknowledged, as found: [RecordedEvent]) -> Bool {
        let first = entry.receipt.firstPosition
        let primary = entry.request.parts[0]
        let last = found.last { $0.stream == primary.stream }?.version
        return found.map(\.event.id) == entry.request.parts.flatMap(\.events).map(\.id)
            && found.map(\.position) == found.indices.map { first + Int64($0) }
            && (primary.events.isEmpty || last == entry.receipt.lastVersion)
    }

    private static func checkOrder(_ events: [RecordedEvent]) {
        #expect(events.map(\.position) == events.indices.map { Int64($0 + 1) })
        #expect(zip(events, events.dropFirst()).allSatisfy { $0.recordedAt <= $1.recordedAt })
        for (stream, own) in Dictionary(grouping: events, by: \.stream) {
            #expect(own.map(\.version) == own.indices.map { Int64($0 + 1) }, "\(stream)")
        }
    }
}
