/// Everything that is recorded on `notification/<id>`: one message to one sink, from the decision
/// to its end.
package enum NotificationEvent: StoredEvent {
    case decided(Decided)
    case joined(Joined)
    case attemptStarted(AttemptStarted)
    case delivered(Delivered)
    case failed(Failed)
    case deadLettered(DeadLettered)
    case followed(Followed)

    package enum Name: String, CaseIterable, Sendable {
        case decided = "notification.decided"
        case joined = "notification.joined"
        case attemptStarted = "notification.attempt_started"
        case delivered = "notification.delivered"
        case failed = "notification.failed"
        case deadLettered = "notification.dead_lettered"
        case followed = "notification.followed"
    }

    package var stored: (name: Name, payload: any EventPayload) {
        switch self {
        case .decided(let fact): (.decided, fact)
        case .joined(let fact): (.joined, fact)
        case .attemptStarted(let fact): (.attemptStarted, fact)
        case .delivered(let fact): (.delivered, fact)
        case .failed(let fact): (.failed, fact)
        case .deadLettered(let fact): (.deadLettered, fact)
        case .followed(let fact): (.followed, fact)
        }
    }

    package init(_ name: Name, _ body: StoredBody) throws(StoredEventError) {
        switch name {
        case .decided: self = .decided(try body.decode())
        case .joined: self = .joined(try body.decode())
        case .attemptStarted: self = .attemptStarted(try body.decode())
        case .delivered: self = .delivered(try body.decode())
        case .failed: self = .failed(try body.decode())
        case .deadLettered: self = .deadLettered(try body.decode())
        case .followed: self = .followed(try body.decode())
        }
    }
}
