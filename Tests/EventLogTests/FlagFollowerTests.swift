import EventLog
import LedgerCore
import Synchronization
import Testing

struct FlagFollowerTests {
    private let noon = Timestamp(microseconds: 1_795_521_600_000_000)

    private func id(_ number: Int) -> ID { ID(high: 0x7000, low: UInt64(number)) }

    private func definition(_ percent: Int) -> FlagDefinition {
        FlagDefinition(
            key: "f", isEnabled: true,
            rollout: FlagRollout(
                strategy: .percentage, percentage: FlagPercentage(hundredths: percent * 100)))
    }

    private func append(
        _ events: [NewEvent], to stream: StreamName, of store: InMemoryEventStore, as number: Int
    ) async throws {
        let origin = EventOrigin(commandID: id(number), actor: "test", correlationID: id(number))
        let outcome = try await store.append(
            AppendRequest(
                origin: origin, requestHash: [],
                parts: [StreamAppend(stream: stream, expectedVersion: nil, events: events)],
                due: .keep))
        guard case .appended = outcome else { throw EventStoreError(.invalid, "not appended") }
    }

    /// Every event of a history, one append each.
    private func history() -> [(StreamName, NewEvent)] {
        var random = SystemRandomNumberGenerator()
        return (1...60).map { number in
            let environment = number % 3 == 0 ? "staging" : "production"
            let event: FlagEvent =
                switch Int.random(in: 0..<6, using: &random) {
                case 0: .killed(.init())
                case 1: .restored(.init())
                case 2: .overrideSet(.init(FlagOverride(user: "u\(number % 7)", variant: "on")))
                case 3: .overrideRemoved(.init(user: "u\(number % 5)"))
                case 4: .archived(.init())
                default: .created(.init(definition(number)))
                }
            let key = "f\(number % 4)"
            return (.flag(key, in: environment), event.recordable(id: id(1000 + number)))
        }
    }

    @Test func `at every position the snapshot is the fold of the streams`() async throws {
        let time = noon
        let store = InMemoryEventStore { time }
        let follower = FlagFollower(store: store)
        for (index, (stream, event)) in history().enumerated() {
            try await append([event], to: stream, of: store, as: index)
            try await follower.catchUp()
            for environment in ["production", "staging"] {
                for key in ["f0", "f1", "f2", "f3"] {
                    let loaded = await store.load(
                        LoadQuery(streams: [StreamTail(.flag(key, in: environment))]))
                    var state = FlagState()
                    try state.fold(loaded.events[0])
                    let shown = follower.snapshot(of: environment).flag(key)
                    #expect(shown?.definition == state.flag?.definition)
                    #expect(shown?.isKilled == state.flag?.isKilled)
                    #expect(shown?.version == state.flag?.version)
                    for user in (0..<7).map({ "u\($0)" }) {
                        #expect(
                            shown?.override(for: user, at: noon)
                                == state.flag?.override(for: user, at: noon))
                    }
                }
            }
        }
    }

    @Test func `a long log is read whole, and by several at once`() async throws {
        let time = noon
        let store = InMemoryEventStore { time }
        let events = (1...2500).map { number in
            FlagEvent.created(.init(definition(number % 100))).recordable(id: id(number))
        }
        try await append(events, to: .flag("f", in: "production"), of: store, as: 1)
        let follower = FlagFollower(store: store)
        try await withThrowingTaskGroup { tasks in
            for _ in 0..<8 { tasks.addTask { try await follower.catchUp() } }
            try await tasks.waitForAll()
        }
        #expect(follower.snapshot(of: "production").flag("f")?.version == 2500)
        #expect(follower.snapshot(of: "production").position == 2500)
    }

    @Test func `a flag that cannot be read leaves the others alone, as do other streams`()
        async throws
    {
        let time = noon
        let store = InMemoryEventStore { time }
        let odd = NewEvent(id: id(1), type: "flag.teleported", schema: 1, data: Array("{}".utf8))
        let good = FlagEvent.created(.init(definition(1))).recordable(id: id(2))
        try await append([odd], to: .flag("odd", in: "production"), of: store, as: 1)
        try await append([odd], to: StreamName(stored: "other/production/x"), of: store, as: 2)
        try await append([good], to: .flag("f", in: "production"), of: store, as: 3)
        let follower = FlagFollower(store: store)
        try await follower.catchUp()
        let snapshot = follower.snapshot(of: "production")
        #expect(snapshot.flag("f")?.version == 1)
        guard case .unreadable(let why)? = snapshot.entry("odd") else {
            Issue.record("it is readable")
            return
        }
        #expect(why == "unknown event type flag.teleported")
    }

    @Test func `the time is the database's, and goes on`() async throws {
        let time = noon
        let follower = FlagFollower(store: InMemoryEventStore { time })
        #expect(follower.now == nil)
        try await follower.catchUp()
        let first = try #require(follower.now)
        #expect(first >= noon)
        #expect(first < noon.adding(seconds: 60))
        #expect(try #require(follower.now) >= first)
    }

    /// A key that was revoked later than what was read so far would still count.
    @Test func `there is no time before the log was read to its end`() async throws {
        let time = noon
        let log = InMemoryEventStore { time }
        let event = FlagEvent.killed(.init())
        for number in 1...501 {
            try await append(
                [event.recordable(id: id(number))], to: .flag("f", in: "production"), of: log,
                as: number)
        }
        let store = CutOffStore(log)
        let follower = FlagFollower(store: store)
        await #expect(throws: EventStoreError.self) { try await follower.catchUp() }
        #expect(follower.snapshot(of: "production").position == 500)
        #expect(follower.now == nil)

        store.mend()
        try await follower.catchUp()
        #expect(follower.snapshot(of: "production").position == 501)
        #expect(follower.now != nil)
    }

    @Test func `the past is folded as it was, with what it rested on`() async throws {
        let clock = TickingClock(noon)
        let store = InMemoryEventStore { clock.tick() }
        let stream = StreamName.flag("f", in: "production")
        for number in 1...5 {
            let event = FlagEvent.created(.init(definition(number))).recordable(id: id(number))
            try await append([event], to: stream, of: store, as: number)
        }
        let events = await store.load(LoadQuery(streams: [StreamTail(stream)])).events[0]
        let past = FlagPast(store: store, environment: "production")
        for recorded in events {
            let snapshot = try await past.snapshot(of: "f", at: recorded.recordedAt)
            #expect(snapshot.flag("f")?.version == recorded.version)
            #expect(snapshot.position == recorded.position)
        }
        #expect(try await past.snapshot(of: "f", at: Timestamp(microseconds: 0)).flag("f") == nil)
    }
}

/// Goes on by a second with every look.
private final class TickingClock: Sendable {
    private let time: Mutex<Timestamp>

    init(_ start: Timestamp) { time = Mutex(start) }

    func tick() -> Timestamp {
        time.withLock {
            $0 = $0.adding(seconds: 1)
            return $0
        }
    }
}

/// A log whose first page can be read, and nothing after it until it is mended.
private final class CutOffStore: EventStore {
    private let log: InMemoryEventStore
    private let isCut = Mutex(true)

    init(_ log: InMemoryEventStore) { self.log = log }

    func mend() { isCut.withLock { $0 = false } }

    func read(after position: Int64, limit: Int) async throws(EventStoreError) -> [RecordedEvent] {
        if position > 0, isCut.withLock({ $0 }) { throw EventStoreError(.unavailable, "cut off") }
        return await log.read(after: position, limit: limit)
    }

    func append(_ request: AppendRequest) async throws(EventStoreError) -> AppendOutcome {
        try await log.append(request)
    }

    func load(_ query: LoadQuery) async throws(EventStoreError) -> Loaded { await log.load(query) }
    func waitForNews(patience: Duration) async { await log.waitForNews(patience: patience) }
}
