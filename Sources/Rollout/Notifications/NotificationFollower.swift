package import EventLog
package import LedgerCore

/// Follows the log and decides who is told of what; sending is another's work.
///
/// Several may run: a notification's stream is named by event and sink, and begins once. How far
/// the log was followed is on record too, a window of ``StormCounter`` behind: after a restart the
/// last window is decided on again, which changes nothing and counts the storms anew.
package actor NotificationFollower {
    private let store: any EventStore
    private let routes: [NotificationRoute]
    private let decider: NotificationDecider
    private let appender: NotificationAppender
    private var place: Place?

    private struct Place {
        /// Version and position of the cursor that is on record.
        var version: Int64
        var recorded: Int64
        /// Read up to here.
        var position: Int64
        var storms: StormCounter
        /// Something was decided since the cursor was recorded.
        var hasDecided = false
    }

    package init(
        store: any EventStore, routes: [NotificationRoute], worker: String,
        ids: IDSource = .system
    ) {
        self.store = store
        self.routes = routes
        appender = NotificationAppender(store: store, ids: ids, actor: "worker:\(worker)")
        decider = NotificationDecider(store: store, appender: appender)
    }

    /// Events read at a time, and so the most that are in memory.
    package static let batchSize = 500
    /// Events after which the cursor is recorded though none of them concerned anybody.
    static let quietLimit: Int64 = 10_000

    /// Takes one batch in. - Returns: how many events it held; 0 at the end of the log.
    package func advance() async throws -> Int {
        var place = try await findPlace()
        let batch = try await store.read(after: place.position, limit: Self.batchSize)
        guard let last = batch.last else { return 0 }
        // A failure in between begins again at the cursor.
        self.place = nil
        for event in batch {
            place.storms.see(event)
            if Notice.sources.contains(event.type) {
                place.hasDecided = try await decide(event, &place.storms) || place.hasDecided
            }
        }
        place.position = last.position
        try await moveCursor(&place)
        self.place = place
        return batch.count
    }

    /// - Returns: whether it concerns people.
    private func decide(_ event: RecordedEvent, _ storms: inout StormCounter) async throws -> Bool {
        guard let source = SourceEvent(event), let notice = try await decider.notice(of: event)
        else { return false }
        let window = storms.summary(of: notice, in: event.stream)
        for sink in routes.sinks(for: notice, of: source) {
            try await decider.decide(
                .init(event: event, source: source, notice: notice, sink: sink), window)
        }
        return true
    }

    /// Once in a window at most, when there was something to decide or much to read.
    private func moveCursor(_ place: inout Place) async throws {
        let target = place.storms.windowPosition
        guard target > place.recorded,
            place.hasDecided || target - place.recorded >= Self.quietLimit
        else { return }
        let now = try await store.load(LoadQuery(streams: [])).now
        let followed = NotificationEvent.followed(.init(position: target))
        let receipt = try await appender.append(
            .init(stream: .notificationCursor, version: place.version, events: [followed]), at: now)
        guard receipt != nil else {
            // Another follower moved it; what it says is read again when there is need.
            (place.version, place.recorded) = try await recordedCursor() ?? (0, 0)
            return
        }
        place.version += 1
        place.recorded = target
        place.hasDecided = false
    }
}

extension NotificationFollower {
    private func findPlace() async throws -> Place {
        if let place { return place }
        if let (version, position) = try await recordedCursor() {
            return Place(
                version: version, recorded: position, position: position,
                storms: StormCounter(after: position))
        }
        try await begin()
        guard let (version, position) = try await recordedCursor() else {
            throw EventStoreError(.unavailable, "the cursor of the notifications is not there")
        }
        return Place(
            version: version, recorded: position, position: position,
            storms: StormCounter(after: position))
    }

    /// The first start: what happened before it is history, which nobody is told of.
    private func begin() async throws {
        let now = try await store.load(LoadQuery(streams: [])).now
        let nothing = NotificationAppender.Facts(stream: .notificationCursor, version: 0)
        guard let receipt = try await appender.append(nothing, at: now) else { return }
        let followed = NotificationEvent.followed(.init(position: receipt.firstPosition - 1))
        try await appender.append(
            .init(stream: .notificationCursor, version: 0, events: [followed]), at: now)
    }

    /// The last event of the cursor's stream, found with as many questions as its version has
    /// binary digits, twice; `nil` before the first start.
    private func recordedCursor() async throws -> (version: Int64, position: Int64)? {
        guard var newest = try await cursor(after: 0) else { return nil }
        var step: Int64 = 1
        while let later = try await cursor(after: newest.version + step - 1) {
            newest = later
            step *= 2
        }
        while step > 1 {
            step /= 2
            if let later = try await cursor(after: newest.version + step - 1) { newest = later }
        }
        return newest
    }

    private func cursor(after version: Int64) async throws -> (version: Int64, position: Int64)? {
        let tail = StreamTail(.notificationCursor, after: version, limit: 1)
        let loaded = try await store.load(LoadQuery(streams: [tail]))
        guard let event = loaded.events[0].first,
            case .followed(let fact) = try NotificationEvent(event)
        else { return nil }
        return (event.version, fact.position)
    }
}
