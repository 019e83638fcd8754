import EventLog
import LedgerCore

/// Records that one sink is told of one event, alone or within the summary of a storm.
struct NotificationDecider: Sendable {
    let store: any EventStore
    let appender: NotificationAppender

    /// The least between the beginning of a summary and its sending.
    private static let gatheringSeconds = 30

    /// One event to one sink.
    struct Delivery {
        let event: RecordedEvent
        let source: SourceEvent
        let notice: Notice
        let sink: String
    }

    /// What the event means to people: its service is folded up to it, from its own stream.
    func notice(of recorded: RecordedEvent) async throws -> Notice? {
        let tail = StreamTail(recorded.stream, limit: Int(recorded.version))
        let loaded = try await store.load(LoadQuery(streams: [tail]))
        var state = ServiceState()
        try state.fold(loaded.events[0].dropLast())
        let before = state
        try state.fold(loaded.events[0].suffix(1))
        return Notice(
            Notice.Source(
                event: try ServiceEvent(recorded), at: recorded.recordedAt,
                actor: recorded.origin.actor, before: before, after: state))
    }

    /// - Parameter window: of the storm that the event is part of; `nil` when it is told alone.
    func decide(_ delivery: Delivery, _ window: (start: Timestamp, end: Timestamp)?) async throws {
        if let window, try await join(delivery, window) { return }
        let id = NotificationID.of(event: delivery.source.id, sink: delivery.sink)
        try await begin(delivery, id, sendAt: delivery.source.at, isSummary: false)
    }

    private func begin(
        _ delivery: Delivery, _ id: ID, sendAt: Timestamp, isSummary: Bool
    ) async throws {
        let decided = NotificationEvent.decided(
            .init(
                sink: delivery.sink, source: delivery.source, notice: delivery.notice,
                sendAt: sendAt, isSummary: isSummary))
        // The same command whoever decides it: the second time nothing is recorded.
        try await appender.append(
            .init(
                stream: .notification(id), version: 0, events: [decided],
                due: .set(sendAt, isUrgent: false), command: id,
                correlation: delivery.event.origin.correlationID, causation: delivery.source.id),
            at: sendAt)
    }

    /// - Returns: false when the summary is on its way already, so that the event is told alone.
    private func join(
        _ delivery: Delivery, _ window: (start: Timestamp, end: Timestamp)
    ) async throws -> Bool {
        let id = NotificationID.ofStorm(
            delivery.notice.kind, in: delivery.event.stream, from: window.start,
            sink: delivery.sink)
        while true {
            let (state, now) = try await load(id)
            if state.version == 0 {
                // Who catches up after a pause needs time to find the rest of the window.
                let sendAt = max(window.end, now.adding(seconds: Self.gatheringSeconds))
                try await begin(delivery, id, sendAt: sendAt, isSummary: true)
                // Another may have begun it with this event or an earlier one.
                continue
            }
            if state.tells(of: delivery.source.position) { return true }
            guard state.mayGrow else { return false }
            let joined = NotificationEvent.joined(
                .init(source: delivery.source, text: delivery.notice.text))
            let receipt = try await appender.append(
                .init(
                    stream: .notification(id), version: state.version, events: [joined],
                    correlation: delivery.event.origin.correlationID,
                    causation: delivery.source.id), at: now)
            if receipt != nil { return true }
        }
    }

    private func load(_ id: ID) async throws -> (NotificationState, now: Timestamp) {
        let loaded = try await store.load(LoadQuery(streams: [StreamTail(.notification(id))]))
        return (try NotificationState(loaded.events[0]), loaded.now)
    }
}
