import EventLog
import LedgerCore

/// What a query of `GET /v1/events` asks for, checked: every problem of it comes at once.
struct EventSearch: Sendable {
    var filter = EventFilter()
    var command: ID?
    var order = EventQuery.Order.oldestFirst
    var limit = 100
    /// The recorded time, from `since` on and before `until`.
    var since: Timestamp?
    var until: Timestamp?
    /// Where the page before ended.
    var seen: Int64?

    static let parameters = [
        (name: "stream", summary: "only this stream, such as service/production/api"),
        (name: "kind", summary: "only streams of this kind: \(kinds.joined(separator: ", "))"),
        (name: "environment", summary: "only streams that name this environment"),
        (
            name: "service",
            summary: "a service's stream and the steady watch over it; with environment"
        ),
        (name: "deployment", summary: "what names this deployment, and the looks at it"),
        (name: "type", summary: "only this type, such as stage.passed"),
        (name: "actor", summary: "only what this actor did, such as token:static"),
        (name: "correlation", summary: "only what this correlation id ties together"),
        (name: "command", summary: "only what this command recorded"),
        (name: "text", summary: "letters that the payload's JSON has, 1 to 200 bytes"),
        (name: "from", summary: "first position"), (name: "to", summary: "last position"),
        (name: "since", summary: "recorded at this time or later (RFC 3339)"),
        (name: "until", summary: "recorded before this time (RFC 3339)"),
        (name: "order", summary: "oldest or newest first; oldest when absent"),
        (name: "cursor", summary: "where the last page ended: its `next`"),
        (name: "limit", summary: "events, 1 to 500; 100 when absent"),
    ]

    static let kinds = [
        "service", "samples", "pushed", "flag", "environment", "access", "schema", "notification",
    ]

    /// - Throws: `invalid_query` with all that is wrong.
    init(_ query: [String: String], also names: [String] = []) throws(Problem) {
        var reader = QueryReader(query)
        readPlace(&reader)
        readFacts(&reader)
        readRange(&reader)
        readPage(&reader)
        refuseContradictions(&reader)
        reader.refuseUnknown(Self.parameters.map(\.name) + names)
        guard reader.problems.isEmpty else { throw .invalidQuery(reader.problems) }
    }

    private mutating func readPlace(_ reader: inout QueryReader) {
        filter.stream = reader.text("stream", 1...500).map { StreamName(stored: $0) }
        filter.kind = reader.choice("kind", Self.kinds)
        filter.environment = reader.name("environment")
        filter.service = reader.name("service")
        filter.deployment = reader.id("deployment")
    }

    private mutating func readFacts(_ reader: inout QueryReader) {
        filter.type = reader.text("type", 3...100)
        if let type = filter.type, type.split(separator: ".").count != 2 {
            reader.note("must be a type of event, such as stage.passed", at: "type")
        }
        filter.actor = reader.text("actor", 1...200)
        filter.correlation = reader.id("correlation")
        command = reader.id("command")
        filter.text = reader.text("text", 1...200)
    }

    private mutating func readRange(_ reader: inout QueryReader) {
        let first = reader.position("from") ?? 1
        let last = reader.position("to") ?? .max
        if first <= last {
            filter.positions = first...last
        } else {
            reader.note("must not be before from", at: "to")
        }
        since = reader.time("since")
        until = reader.time("until")
        if let since, let until, until <= since { reader.note("must be after since", at: "until") }
    }

    private mutating func readPage(_ reader: inout QueryReader) {
        let asked = reader.choice("order", EventQuery.Order.allCases.map(\.rawValue))
            .flatMap(EventQuery.Order.init)
        order = asked ?? .oldestFirst
        limit = reader.whole("limit", 1...500) ?? 100
        guard let text = reader.text("cursor", 1...64) else { return }
        guard let cursor = EventCursor(text) else {
            return reader.note("must be the last page's `next`", at: "cursor")
        }
        if let asked, asked != cursor.order {
            reader.note("is of pages with order=\(cursor.order.rawValue)", at: "cursor")
        }
        (order, seen) = (cursor.order, cursor.seen)
    }

    private func refuseContradictions(_ reader: inout QueryReader) {
        if filter.service != nil, filter.environment == nil, !reader.has("environment") {
            reader.note("needs environment beside it", at: "service")
        }
        if filter.service != nil, let kind = filter.kind, kind != "service", kind != "samples" {
            reader.note("is of service and samples, not of kind=\(kind)", at: "service")
        }
        guard let stream = filter.stream else { return }
        if let kind = filter.kind, kind != stream.kind {
            reader.note("contradicts stream, which is of kind \(stream.kind)", at: "kind")
        }
        if let environment = filter.environment, environment != stream.environment.map(String.init)
        {
            reader.note("contradicts stream, which is elsewhere", at: "environment")
        }
    }
}

/// Where a page ended; a direction and a position, so that no insert moves it.
struct EventCursor: Sendable, Equatable {
    let order: EventQuery.Order
    /// The last position that was looked at.
    let seen: Int64

    var text: String {
        (order == .oldestFirst ? "o" : "n") + String(seen, radix: 36)
    }

    init(_ order: EventQuery.Order, seen: Int64) {
        self.order = order
        self.seen = seen
    }

    init?(_ text: String) {
        guard let first = text.first, first == "o" || first == "n",
            let seen = Int64(text.dropFirst(), radix: 36), seen >= 0
        else { return nil }
        self.init(first == "o" ? .oldestFirst : .newestFirst, seen: seen)
    }
}

extension EventSearch {
    /// Where to go on; `nil` when nothing is older than a page of the newest.
    ///
    /// The oldest first always have one: with the log's growth there is more.
    func cursor(after page: EventPage) -> EventCursor? {
        if let seen = page.seen { return EventCursor(order, seen: seen) }
        guard order == .oldestFirst else { return nil }
        let last = page.events.last?.position ?? seen ?? filter.positions.lowerBound - 1
        return EventCursor(order, seen: last)
    }
}
