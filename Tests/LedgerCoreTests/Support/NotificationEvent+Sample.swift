import LedgerCore

extension NotificationEvent {
    /// One event of each name, with every field set: what its golden file holds.
    static func sample(_ name: Name) -> NotificationEvent {
        switch name {
        case .decided: .decided(decided())
        case .joined: .joined(.init(source: source(8), text: "v4 fails too."))
        case .attemptStarted: .attemptStarted(.init(number: 2, worker: "w1"))
        case .delivered: .delivered(.init(attempt: 2, answer: "HTTP 200"))
        case .failed:
            .failed(
                .init(
                    attempt: 2, code: "refused", detail: "The sink answered 500",
                    retryAt: Example.noon.adding(seconds: 30)))
        case .deadLettered: .deadLettered(.init(attempts: 6))
        case .followed: .followed(.init(position: 4711))
        }
    }

    static func decided(isSummary: Bool = false) -> Decided {
        Decided(
            sink: "ops", source: source(7),
            notice: Notice(
                .rollbackBlocked, .page, "v3 fails and is not taken back",
                "v3 failed its conditions in 3 looks, and no rollback starts."),
            sendAt: Example.noon, isSummary: isSummary)
    }

    static func source(_ position: Int64) -> SourceEvent {
        SourceEvent(
            id: Example.id(0xE0 + UInt64(position)), position: position, type: "rollback.blocked",
            environment: "production", service: "agent", at: Example.noon)
    }
}
