import EventLog
import LedgerCore
import Testing

extension EventStoreContract {
    static var searchingRules: [Rule] {
        [
            Rule("a filter finds what it means, in both directions and in pages", findsWhatItMeans),
            Rule("pages do not move when more is recorded", staysPut),
            Rule("a search ends after a bounded part of the log and can go on", isBounded),
            Rule("a time is the last position that was recorded by then", findsTimes),
        ]
    }

    /// Compared with the definition, event by event, over a log of all kinds.
    private static func findsWhatItMeans(_ store: Store) async throws {
        let log = try await recordMixture(store)
        for filter in filters(log) {
            let wanted = log.filter(filter.matches).map(\.position)
            for order in EventQuery.Order.allCases {
                let found = try await collect(store, EventQuery(filter, order, limit: 7))
                #expect(found == (order == .oldestFirst ? wanted : wanted.reversed()), "\(filter)")
            }
        }
        let found = filters(log).map { filter in log.count(where: filter.matches) }
        #expect(found.filter { $0 == 0 }.count == 3, "too little to find: \(found)")
    }

    private static func staysPut(_ store: Store) async throws {
        _ = try await recordMixture(store)
        let filter = EventFilter(environment: "test")
        let query = EventQuery(filter, .newestFirst, limit: 5)
        let first = try await store.find(query)
        _ = try await recordMixture(store)
        let seen = try #require(first.seen)
        let rest = try #require(query.going(past: seen))
        #expect(try await store.find(rest).events.allSatisfy { $0.position < seen })
        #expect(first.events.count == 5 && first.events.last?.position == seen)
    }

    private static func isBounded(_ store: Store) async throws {
        let events = 260
        for number in 0..<20 {
            _ = try await store.append(
                .sample(.sample("s\(number)", at: nil, events: events)))
        }
        for order in EventQuery.Order.allCases {
            let query = EventQuery(EventFilter(text: "no such text"), order, limit: 1)
            let page = try await store.find(query)
            #expect(page.events.isEmpty)
            let edge = order == .oldestFirst ? 5000 : 20 * Int64(events) - 4999
            #expect(page.seen == edge)
            let rest = try #require(query.going(past: edge))
            #expect(try await store.find(rest) == EventPage([], seen: nil))
        }
    }

    private static func findsTimes(_ store: Store) async throws {
        #expect(try await store.position(at: Timestamp(microseconds: 0)) == 0)
        for number in 0..<5 { _ = try await store.append(.sample(.sample("s\(number)", at: 0))) }
        for event in try await store.read(after: 0, limit: 5) {
            let at = try await store.position(at: event.recordedAt)
            let before = try await store.position(
                at: Timestamp(microseconds: event.recordedAt.microseconds - 1))
            #expect(at >= event.position && before < event.position)
        }
    }

    private static func collect(_ store: Store, _ query: EventQuery) async throws -> [Int64] {
        var positions: [Int64] = []
        var next: EventQuery? = query
        while let query = next {
            let page = try await store.find(query)
            #expect(page.events.count <= query.limit)
            positions += page.events.map(\.position)
            next = page.seen.flatMap { query.going(past: $0) }
        }
        return positions
    }
}
