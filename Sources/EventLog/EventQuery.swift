package import LedgerCore

/// One page of what a filter finds.
package struct EventQuery: Sendable, Equatable {
    package enum Order: String, Sendable, CaseIterable {
        case oldestFirst = "oldest"
        case newestFirst = "newest"
    }

    package let filter: EventFilter
    package let order: Order
    /// Most events of the page, 1...500.
    package let limit: Int

    package init(_ filter: EventFilter, _ order: Order = .oldestFirst, limit: Int) {
        self.filter = filter
        self.order = order
        self.limit = limit
    }

    /// The rest of the search, after everything up to a position was seen.
    package func going(past position: Int64) -> EventQuery? {
        let all = filter.positions
        var rest = filter
        switch order {
        case .oldestFirst where position < all.upperBound:
            rest.positions = max(all.lowerBound, position + 1)...all.upperBound
        case .newestFirst where position > all.lowerBound:
            rest.positions = all.lowerBound...min(all.upperBound, position - 1)
        default: return nil
        }
        return EventQuery(rest, order, limit: limit)
    }

    /// The search without what comes after a position; `nil` when nothing is left.
    package func through(_ position: Int64) -> EventQuery? {
        let all = filter.positions
        guard position >= all.lowerBound else { return nil }
        var part = filter
        part.positions = all.lowerBound...min(all.upperBound, position)
        return EventQuery(part, order, limit: limit)
    }
}

/// What was found, in the order that was asked for.
package struct EventPage: Sendable, Equatable {
    package let events: [RecordedEvent]
    /// Everything up to here, and this, was looked at in the query's order; `nil` when everything was
    /// that there is.
    ///
    /// A search ends after some thousand events that do not match, so a page may be short, even empty,
    /// and not be the last: the work for one is bounded.
    package let seen: Int64?

    package init(_ events: [RecordedEvent], seen: Int64?) {
        self.events = events
        self.seen = seen
    }

    /// The page of two searches that find different events, by the same order.
    package func merged(with other: EventPage, _ query: EventQuery) -> EventPage {
        let isRising = query.order == .oldestFirst
        let horizons = [seen, other.seen].compactMap(\.self)
        let horizon = isRising ? horizons.min() : horizons.max()
        let all = (events + other.events)
            .filter { event in
                horizon.map { isRising ? event.position <= $0 : event.position >= $0 } ?? true
            }
            .sorted { isRising ? $0.position < $1.position : $0.position > $1.position }
        guard all.count > query.limit else { return EventPage(all, seen: horizon) }
        let page = Array(all.prefix(query.limit))
        return EventPage(page, seen: page.last?.position)
    }
}
