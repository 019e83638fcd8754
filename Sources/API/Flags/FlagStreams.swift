import EventLog
import LedgerCore

/// Reads flags from their own streams, for answers that must be as new as the log.
struct FlagStreams: Sendable {
    private let dependencies: APIDependencies

    init(_ dependencies: APIDependencies) { self.dependencies = dependencies }

    /// - Throws: 404 for a flag that is not there, or not any more.
    func state(_ place: FlagPlace) async throws -> FlagState {
        let (events, _) = try await load(place)
        var state = FlagState()
        try state.fold(events)
        guard state.definition != nil else { throw Self.unknown(place) }
        return state
    }

    /// All that was recorded, and the time.
    func load(_ place: FlagPlace) async throws -> (events: [RecordedEvent], now: Timestamp) {
        let loaded = try await dependencies.events.load(
            LoadQuery(streams: [StreamTail(place.stream)]))
        return (loaded.events[0], loaded.now)
    }

    static func unknown(_ place: FlagPlace) -> Problem {
        .notFound("flag_unknown", "no flag \(place.key) is in \(place.environment)")
    }
}
