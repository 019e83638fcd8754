package import EventLog
package import LedgerCore

/// Folds services along the log for the views, which see each event with the state around it.
///
/// The states of the services that were seen last stay in memory, those of others are folded again
/// from their own streams when they come up.
package struct ViewFolder: Sendable {
    private struct Entry {
        let environment: String
        let name: String
        var state: ServiceState
    }

    /// States seen since `older` was closed; when they are half the limit, they become `older`.
    private var newer: [StreamName: Entry] = [:]
    private var older: [StreamName: Entry] = [:]
    private let limit: Int

    /// Streams that are folded from their beginning with one question to the store.
    private static let primedAtOnce = 50

    /// - Parameter limit: services whose states stay in memory from batch to batch, about 3 KB each.
    package init(limit: Int = 1000) { self.limit = limit }

    /// - Parameters:
    ///   - batch: follows in the log on the last one.
    ///   - store: asked for the past of services that are not in memory.
    /// - Returns: those events that a view may be made of.
    /// - Throws: ``StoredEventError`` for an event of a known kind that cannot be read.
    package mutating func inputs(
        for batch: [RecordedEvent], past store: any EventStore
    ) async throws -> [ViewInput] {
        forget()
        try await prime(batch, store)
        let verdicts = try VerdictNote.read(batch)
        var inputs: [ViewInput] = []
        for event in batch {
            if let verdict = verdicts[event.position] {
                inputs.append(ViewInput(recorded: event, fact: .verdict(verdict), service: nil))
            } else if event.stream.kind == "service", let input = try service(event) {
                inputs.append(input)
            }
        }
        return inputs
    }

    private mutating func service(_ recorded: RecordedEvent) throws(StoredEventError) -> ViewInput?
    {
        guard var entry = takeEntry(recorded.stream) else { return nil }
        let event = try ServiceEvent(recorded)
        let saga = entry.state.active
        ServiceState.evolve(&entry.state, with: event, EventContext(recorded))
        keep(entry, recorded.stream)
        return ViewInput(
            recorded: recorded, fact: .service(event),
            service: .init(
                environment: entry.environment, name: entry.name, sagaBefore: saga,
                after: entry.state))
    }
}

extension ViewFolder {
    /// Takes the state before an event out of memory, so that it is changed in its place.
    ///
    /// - Returns: `nil` for a stream that is no service's.
    private mutating func takeEntry(_ stream: StreamName) -> Entry? {
        if let entry = newer.removeValue(forKey: stream) { return entry }
        if let entry = older.removeValue(forKey: stream) { return entry }
        guard let (environment, name) = stream.service else { return nil }
        return Entry(environment: environment, name: name, state: ServiceState())
    }

    private mutating func keep(_ entry: Entry, _ stream: StreamName) {
        newer[stream] = entry
    }

    /// Only between batches: within one nothing is forgotten that it may need.
    private mutating func forget() {
        guard newer.count >= limit / 2 else { return }
        older = newer
        newer = [:]
    }

    /// Folds the past of the services of a batch that are not in memory and did not begin in it.
    private mutating func prime(_ batch: [RecordedEvent], _ store: any EventStore) async throws {
        var firsts: [StreamName: Int64] = [:]
        for event in batch where event.stream.kind == "service" && firsts[event.stream] == nil {
            firsts[event.stream] = event.version
        }
        let unknown = firsts.filter { stream, first in
            first > 1 && !newer.keys.contains(stream) && !older.keys.contains(stream)
        }.keys.sorted { $0.text < $1.text }
        for start in stride(from: 0, to: unknown.count, by: Self.primedAtOnce) {
            let streams = unknown[start..<min(start + Self.primedAtOnce, unknown.count)]
            let loaded = try await store.load(LoadQuery(streams: streams.map { StreamTail($0) }))
            for (stream, events) in zip(streams, loaded.events) {
                guard var entry = takeEntry(stream) else { continue }
                try entry.state.fold(events.prefix { $0.version < firsts[stream] ?? 1 })
                keep(entry, stream)
            }
        }
    }
}
