import EventLog
import LedgerCore
import Testing

extension EventStoreContract {
    static var concurrencyRules: [Rule] {
        [
            Rule("of many that expect the same version one is recorded", oneWins),
            Rule("a tailing reader sees all that was acknowledged, once and in order", tails),
        ]
    }

    private static func oneWins(_ store: Store) async throws {
        let outcomes = try await withThrowingTaskGroup(of: AppendOutcome.self) { group in
            for _ in 0..<20 {
                group.addTask { try await store.append(.sample(.sample("a", at: 0))) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }

        #expect(outcomes.count { $0.appended != nil } == 1)
        let refused = AppendOutcome.wrongVersion(stream: .sample("a"), current: 1)
        #expect(outcomes.count { $0 == refused } == 19)
    }

    private static func tails(_ store: Store) async throws {
        async let read = tail(store, until: "end")
        let acknowledged = try await withThrowingTaskGroup(of: [Acknowledged].self) { group in
            for writer in 0..<8 { group.addTask { try await write(40, to: store, as: writer) } }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        _ = try await store.append(.sample(.sample("end", at: 0)))

        let events = try await read

        #expect(events.map(\.position) == Array(1...Int64(events.count)))
        LogAudit.check(events.dropLast(), against: acknowledged)
    }

    private static func write(
        _ count: Int, to store: Store, as writer: Int
    ) async throws -> [Acknowledged] {
        var acknowledged: [Acknowledged] = []
        for number in 0..<count {
            let request = AppendRequest.sample(
                .sample("s\((writer + number) % 5)", at: nil, events: number % 3 + 1))
            let receipt = try #require(try await store.append(request).appended)
            acknowledged.append(Acknowledged(request: request, receipt: receipt))
        }
        return acknowledged
    }

    private static func tail(_ store: Store, until end: String) async throws -> [RecordedEvent] {
        var events: [RecordedEvent] = []
        let deadline = ContinuousClock.now + .seconds(60)
        while events.last?.stream != .sample(end) {
            try #require(ContinuousClock.now < deadline)
            let page = try await store.read(after: Int64(events.count), limit: 100)
            events += page
            if page.isEmpty { await store.waitForNews(patience: .seconds(1)) }
        }
        return events
    }
}
