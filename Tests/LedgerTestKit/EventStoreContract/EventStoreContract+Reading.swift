import EventLog
import LedgerCore
import Synchronization
import Testing

extension EventStoreContract {
    static var timeRules: [Rule] {
        [
            Rule("recorded time never goes back and the clock is never behind it", timeGoesOn),
            Rule("an event without a time of its own happened when it was recorded", datesEvents),
        ]
    }

    static var readingRules: [Rule] {
        [
            Rule("what was appended is read back byte by byte", readsBack),
            Rule("the log is read in pages", pages),
            Rule("the log is streamed whole and in order from any position", streams),
            Rule("whoever fails on a stream gets their own error, and no more events", endsStreams),
            Rule("a load reads the tails of several streams in the order of the query", loadsTails),
            Rule("a tail is read up to its limit", limitsTails),
            Rule("waiting for news ends when something is recorded", hearsNews),
            Rule("waiting for news ends after its patience", losesPatience),
        ]
    }

    private static func timeGoesOn(_ store: Store) async throws {
        var last = Timestamp(microseconds: .min)
        for _ in 0..<20 {
            let outcome = try await store.append(.sample(.sample("a", at: nil)))
            let recorded = try #require(outcome.appended?.recordedAt)
            #expect(recorded >= last)
            #expect(try await store.now() >= recorded)
            last = recorded
        }
    }

    private static func datesEvents(_ store: Store) async throws {
        let past = Timestamp(microseconds: 1_764_000_000_123_456)
        let told = NewEvent(
            id: .fresh(), type: "sample.measured", schema: 1, occurredAt: past,
            data: Array("{}".utf8))
        let part = StreamAppend(
            stream: .sample("a"), expectedVersion: 0, events: [told, .sample()])

        let receipt = try #require(try await store.append(.sample(part)).appended)

        let events = try await store.read(after: 0, limit: 2)
        #expect(events.map(\.event.occurredAt) == [past, receipt.recordedAt])
        #expect(events.map(\.recordedAt) == [receipt.recordedAt, receipt.recordedAt])
    }

    private static func limitsTails(_ store: Store) async throws {
        _ = try await store.append(.sample(.sample("a", at: 0, events: 5)))
        let tails = [
            StreamTail(.sample("a"), after: 1, limit: 2), StreamTail(.sample("a"), after: 3),
        ]
        let loaded = try await store.load(LoadQuery(streams: tails))
        #expect(loaded.events.map { $0.map(\.version) } == [[2, 3], [4, 5]])
    }

    private static func readsBack(_ store: Store) async throws {
        let request = AppendRequest.sample(.sample("a", at: 0, events: 3))
        let receipt = try #require(try await store.append(request).appended)

        let events = try await store.read(after: 0, limit: 10)

        for (event, sent) in zip(events, request.parts[0].events) {
            #expect(event.event.id == sent.id)
            #expect(event.type == sent.type)
            #expect(event.event.schema == sent.schema)
            #expect(event.data == sent.data)
            #expect(event.origin == request.origin)
            #expect(event.recordedAt == receipt.recordedAt)
        }
        let loaded = try await store.load(LoadQuery(streams: [StreamTail(.sample("a"))]))
        #expect(loaded.events == [events])
    }

    private static func pages(_ store: Store) async throws {
        _ = try await store.append(.sample(.sample("a", at: 0, events: 7)))

        var last: Int64 = 0
        var sizes: [Int] = []
        while let page = try await store.read(after: last, limit: 3).nonEmpty {
            #expect(page.map(\.position) == Array(last + 1...last + Int64(page.count)))
            last += Int64(page.count)
            sizes.append(page.count)
        }
        #expect(sizes == [3, 3, 1])
    }

    private static func streams(_ store: Store) async throws {
        for _ in 0..<12 { _ = try await store.append(.sample(.sample("a", at: nil, events: 300))) }
        for start: Int64 in [0, 1000, 3599, 3600] {
            let seen = Mutex<[Int64]>([])
            try await store.readAll(after: start) { events in
                seen.withLock { $0 += events.map(\.position) }
            }
            #expect(seen.withLock { $0 } == Array(start + 1..<3601))
        }
    }

    private struct Enough: Error {}

    private static func endsStreams(_ store: Store) async throws {
        for _ in 0..<12 { _ = try await store.append(.sample(.sample("a", at: nil, events: 300))) }
        let calls = Atomic(0)
        await #expect(throws: Enough.self) {
            try await store.readAll(after: 0) { _ in
                calls.add(1, ordering: .relaxed)
                throw Enough()
            }
        }
        #expect(calls.load(ordering: .relaxed) == 1)
        // The store serves on.
        #expect(try await store.read(after: 3599, limit: 9).count == 1)
    }

    private static func loadsTails(_ store: Store) async throws {
        _ = try await store.append(.sample(.sample("a", at: 0, events: 4)))
        _ = try await store.append(.sample(.sample("b", at: 0, events: 2)))

        let loaded = try await store.load(
            LoadQuery(streams: [
                StreamTail(.sample("b")), StreamTail(.sample("none")),
                StreamTail(.sample("a"), after: 2),
            ]))

        #expect(loaded.events.map { $0.map(\.version) } == [[1, 2], [], [3, 4]])
    }

    private static func hearsNews(_ store: Store) async throws {
        // An earlier append may have told already, so the wait starts from silence.
        await store.waitForNews(patience: .milliseconds(300))
        let elapsed = try await ContinuousClock().measure {
            async let heard: Void = store.waitForNews(patience: .seconds(20))
            _ = try await store.append(.sample(.sample("a", at: 0)))
            await heard
        }
        #expect(elapsed < .seconds(10))
    }

    /// A wait may end early, for instance when a store has just begun to listen; not for ever.
    private static func losesPatience(_ store: Store) async throws {
        for _ in 0..<20 {
            let elapsed = await ContinuousClock().measure {
                await store.waitForNews(patience: .milliseconds(100))
            }
            #expect(elapsed < .seconds(10))
            if elapsed >= .milliseconds(99) { return }
        }
        Issue.record("every wait ended early though nothing was recorded")
    }
}

extension Array {
    fileprivate var nonEmpty: Self? { isEmpty ? nil : self }
}
