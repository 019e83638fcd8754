/// What a sink is given to send.
package struct NotificationMessage: Sendable, Equatable {
    /// The same in every attempt, so that a receiver can tell a repeat.
    package let id: ID
    package let sink: String
    /// The first event, when it is a summary.
    package let source: SourceEvent
    package let notice: Notice
    /// How many events it tells of; 1 but for a summary.
    package let count: Int
    /// What was last to join a summary.
    package let lastText: String?
    /// When this attempt was recorded, by the database's clock.
    package let sentAt: Timestamp

    package init(
        id: ID, sink: String, source: SourceEvent, notice: Notice, count: Int = 1,
        lastText: String? = nil,
        sentAt: Timestamp
    ) {
        self.id = id
        self.sink = sink
        self.source = source
        self.notice = notice
        self.count = count
        self.lastText = lastText
        self.sentAt = sentAt
    }

    package var title: String {
        count == 1 ? notice.title : "\(count) more times: \(notice.title)"
    }

    package var text: String {
        guard count > 1 else { return notice.text }
        let minutes = StormCounter.windowSeconds / 60
        return "\(count) more events of this kind within \(minutes) minutes. First: \(notice.text)"
            + (lastText.map { " Last: \($0)" } ?? "")
    }
}
