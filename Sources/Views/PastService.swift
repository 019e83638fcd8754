package import EventLog
package import LedgerCore

/// A service as the views showed it once: its own streams, folded to an earlier position by the
/// functions that made the rows then.
package struct PastService: Sendable {
    /// As of the last event of the service up to that position.
    package let state: ServiceState
    private let rows: ViewRows

    /// Reads the service's stream page by page; of the looks only verdicts that a row can show.
    ///
    /// - Parameters:
    ///   - position: the last that counts, 1 and up.
    ///   - deployment: one whose looks are wanted too; the rows of others lack theirs.
    /// - Returns: `nil` when the service was not there yet.
    /// - Throws: ``EventStoreError``; ``StoredEventError`` for an event that cannot be read.
    package static func fold(
        _ service: StreamName, at position: Int64, deployment: ID? = nil, in events: any EventStore
    ) async throws -> PastService? {
        let verdicts = PastVerdicts(events: events, position: position)
        var looks = try await verdicts.ofWatch(service)
        if let deployment { looks += try await verdicts.all(of: deployment) }
        looks.sort { $0.position < $1.position }
        var (folder, rows, state) = (ViewFolder(), ViewRows(), ServiceState?.none)
        var next: EventQuery? = EventQuery(
            EventFilter(stream: service, positions: 1...position), limit: 500)
        while let query = next {
            let page = try await events.find(query)
            next = page.seen.flatMap { query.going(past: $0) }
            let end = page.seen ?? position
            let due = looks.prefix { $0.position <= end }
            looks.removeFirst(due.count)
            let batch = (page.events + due).sorted { $0.position < $1.position }
            let inputs = try await folder.inputs(for: batch, past: events)
            rows.apply(ViewRows.Touched(inputs))
            state = inputs.last { $0.service != nil }?.service?.after ?? state
        }
        return state.map { PastService(state: $0, rows: rows) }
    }

    /// `nil` when the view had none.
    package func row(_ key: String, of view: any View.Type) -> ViewRow? { rows.row(key, of: view) }
}

/// Verdicts up to a position.
private struct PastVerdicts {
    let events: any EventStore
    let position: Int64

    /// The newest of the steady watch: a service's row shows no other.
    func ofWatch(_ stream: StreamName) async throws -> [RecordedEvent] {
        guard let (environment, name) = stream.service else { return [] }
        let filter = EventFilter(
            kind: "samples", environment: environment, service: name,
            type: SampleEvent.Name.judged.rawValue, positions: 1...position)
        return try await read(EventQuery(filter, .newestFirst, limit: 1), atMost: 1)
    }

    func all(of deployment: ID) async throws -> [RecordedEvent] {
        let filter = EventFilter(
            stream: .samples(of: deployment), type: SampleEvent.Name.judged.rawValue,
            positions: 1...position)
        return try await read(EventQuery(filter, limit: 500), atMost: .max)
    }

    private func read(_ query: EventQuery, atMost limit: Int) async throws -> [RecordedEvent] {
        var found: [RecordedEvent] = []
        var next: EventQuery? = query
        while let query = next, found.count < limit {
            let page = try await events.find(query)
            found += page.events
            next = page.seen.flatMap { query.going(past: $0) }
        }
        return found
    }
}
