/// One notification: the fold of its stream.
package struct NotificationState: Sendable, Equatable {
    package enum End: Sendable, Equatable { case delivered, deadLettered }

    package private(set) var version: Int64 = 0
    package private(set) var decided: NotificationEvent.Decided?
    /// Events that a summary tells of besides the first.
    package private(set) var joinedCount = 0
    package private(set) var lastJoined: NotificationEvent.Joined?
    package private(set) var attempts = 0
    /// Since when an attempt has no outcome.
    package private(set) var openSince: Timestamp?
    package private(set) var retryAt: Timestamp?
    package private(set) var end: End?

    package init() {}

    package init(_ events: some Sequence<RecordedEvent>) throws(StoredEventError) {
        for event in events {
            Self.evolve(
                &self, with: try NotificationEvent(event), version: event.version,
                at: event.recordedAt)
        }
    }

    /// Total: whatever was recorded folds, for ever.
    package static func evolve(
        _ state: inout NotificationState, with event: NotificationEvent, version: Int64,
        at: Timestamp
    ) {
        state.version = version
        switch event {
        case .decided(let fact):
            state.decided = fact
            state.retryAt = fact.sendAt
        case .joined(let fact):
            state.joinedCount += 1
            state.lastJoined = fact
        case .attemptStarted(let fact):
            state.attempts = fact.number
            state.openSince = at
            state.retryAt = nil
        case .delivered:
            state.openSince = nil
            state.end = .delivered
        case .failed(let fact):
            guard fact.attempt == state.attempts else { return }
            state.openSince = nil
            state.retryAt = fact.retryAt
        case .deadLettered: state.end = .deadLettered
        case .followed: break
        }
    }
}

extension NotificationState {
    /// What is to be done about it now.
    package enum Step: Sendable, Equatable {
        /// Record the attempt with this number, and who recorded it sends.
        case attempt(Int)
        case wait(until: Timestamp)
        /// The last attempt has no outcome, and there is none left.
        case giveUp
        case over
    }

    package func step(at now: Timestamp) -> Step {
        guard decided != nil, end == nil else { return .over }
        let next = openSince.map { $0.adding(seconds: DeliveryPlan.takeoverSeconds) } ?? retryAt
        if let next, next > now { return .wait(until: next) }
        return attempts < DeliveryPlan.mostAttempts ? .attempt(attempts + 1) : .giveUp
    }

    /// Nobody has begun to send it, so that one more event may join a summary.
    package var mayGrow: Bool { decided?.isSummary == true && attempts == 0 }

    /// Whether it tells of the event already. Events join in the order of the log.
    package func tells(of position: Int64) -> Bool {
        let last = lastJoined?.source.position ?? decided?.source.position ?? 0
        return position <= last
    }
}
