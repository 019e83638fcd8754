import LedgerCore

extension NotificationEvent {
    /// What happened, in plain words.
    var sentence: String {
        switch self {
        case .decided(let fact):
            "\(fact.isSummary ? "a storm is summed up for" : "to be told to") sink \(fact.sink): "
                + "\(fact.source.service) in \(fact.source.environment): \(fact.notice.title)"
        case .joined(let fact):
            "one more event for the summary: \(fact.source.type) at position "
                + "\(fact.source.position)"
        case .attemptStarted(let fact):
            "notification: attempt \(fact.number) by \(fact.worker)"
        case .delivered(let fact):
            "notification delivered by attempt \(fact.attempt): \(fact.answer)"
        case .failed(let fact):
            "notification not delivered by attempt \(fact.attempt): \(fact.code): \(fact.detail)"
                + (fact.retryAt.map { "; tried again at \(Wording.time($0))" } ?? "")
        case .deadLettered(let fact):
            "notification given up after \(fact.attempts) attempts"
        case .followed(let fact): "notifications decided up to position \(fact.position)"
        }
    }
}
