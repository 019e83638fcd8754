import EventLog
import LedgerCore
import LedgerTestKit
import Rollout
import Testing

struct NotificationRunnerTests {
    private let bench = NoticeBench()

    /// One event is decided on and not sent.
    private func decide(_ other: NoticeBench? = nil) async throws -> StreamName {
        let bench = other ?? self.bench
        let follower = try await bench.begun()
        try await bench.stall()
        try await bench.catchUp(follower)
        return try #require(await bench.streams().first)
    }

    @Test func `a delivered message is on record, and no row drives it any more`() async throws {
        let stream = try await decide()
        try await bench.sendDue()

        #expect(bench.sink.received.map(\.id) == [stream.notificationID])
        #expect(
            try await bench.recorded().map(\.stored.name)
                == [.decided, .attemptStarted, .delivered])
        let loaded = await bench.store.load(LoadQuery(streams: [], dueOf: stream))
        #expect(loaded.due == nil)
        bench.clock.wait(99_999)
        try await bench.runner().run(stream)
        #expect(bench.sink.calls == 1)
    }

    @Test func `many runners at once deliver once`() async throws {
        let stream = try await decide()
        let meeting = MeetingStore(base: bench.store, people: 8)
        try await withThrowingTaskGroup { group in
            for number in 1...8 {
                let runner = bench.runner("w\(number)", store: meeting)
                group.addTask { try await runner.run(stream) }
            }
            try await group.waitForAll()
        }

        #expect(bench.sink.calls == 1)
        #expect(try await bench.count(.delivered) == 1)
    }

    @Test func `a sink that stays away is tried six times, and then the message is dead`()
        async throws
    {
        let stream = try await decide()
        bench.sink.goAway(NoticeBench.away)
        var waits: [Int] = []
        for _ in 0..<20 {
            try await bench.sendDue()
            guard let due = await bench.store.load(LoadQuery(streams: [], dueOf: stream)).due
            else { break }
            waits.append(due.at.seconds(since: bench.clock.now))
            bench.clock.move(to: due.at)
        }

        #expect(waits == [5, 30, 300, 1800, 7200])
        #expect(bench.sink.calls == 6)
        let last = try await bench.recorded().suffix(2)
        #expect(last.map(\.stored.name) == [.failed, .deadLettered])
    }

    @Test func `a worker that dies after the call is followed by another with the same id`()
        async throws
    {
        let mortality = Mortality(.deployCalled, occurrence: 1)
        let bench = NoticeBench(
            sink: InMemoryNotifier { mortality.reach(.deployCalled) })
        let stream = try await decide(bench)
        let mortal = MortalStore(base: bench.store, mortality: mortality)
        await #expect(throws: (any Error).self) {
            try await bench.runner("dies", store: mortal).run(stream)
        }
        #expect(bench.sink.received.count == 1)
        try await bench.runner("heir").run(stream)
        #expect(bench.sink.received.count == 1)

        bench.clock.wait(30)
        try await bench.sendDue(bench.runner("heir"))
        #expect(bench.sink.received.map(\.id) == [stream.notificationID, stream.notificationID])
        #expect(try await bench.count(.delivered) == 1)
    }

    @Test(arguments: [nil, NoticeBench.away])
    func `after a takeover that failed a success is on record all the same, and a failure is not`(
        error: OutboundError?
    ) async throws {
        let clock = TestClock()
        let store = InMemoryEventStore { clock.now }
        let heirs = InMemoryNotifier()
        heirs.fail(next: .lost(NoticeBench.away))
        let heir = NotificationRunner(
            store: store, notifiers: ["ops": heirs], worker: "heir", logger: NoticeBench.logger)
        let sink = InMemoryNotifier {
            clock.wait(30)
            for row in await store.takeDue(limit: 10) {
                await #expect(throws: Never.self) { try await heir.run(row.stream) }
            }
        }
        if let error { sink.goAway(error) }
        let bench = NoticeBench(sink: sink, clock: clock, store: store)
        let stream = try await decide(bench)
        try await bench.runner("slow").run(stream)

        #expect(heirs.calls == 1)
        let names = try await bench.recorded().map(\.stored.name)
        #expect(names.prefix(4) == [.decided, .attemptStarted, .attemptStarted, .failed])
        #expect(names.dropFirst(4) == (error == nil ? [.delivered] : []))
        let due = await store.load(LoadQuery(streams: [], dueOf: stream)).due
        #expect(due?.at == (error == nil ? nil : clock.now.adding(seconds: 30)))
    }

    @Test func `a row that comes too early is put back to its true time`() async throws {
        let stream = try await decide()
        bench.sink.fail(next: .lost(NoticeBench.away))
        try await bench.sendDue()
        bench.clock.wait(2)
        await bench.store.postpone(stream, seconds: 300)
        try await bench.runner().run(stream)

        let due = await bench.store.load(LoadQuery(streams: [], dueOf: stream)).due
        #expect(due?.at == bench.clock.now.adding(seconds: 3))
        #expect(bench.sink.calls == 1)
    }

    @Test func `a sink that the settings do not name fails, and says so`() async throws {
        let follower = bench.follower([NotificationRoute(sinks: ["gone"])])
        try await bench.catchUp(follower)
        try await bench.stall()
        try await bench.catchUp(follower)
        try await bench.sendDue()

        guard case .failed(let fact)? = try await bench.recorded().last else {
            Issue.record("it did not fail")
            return
        }
        #expect(fact.detail.contains("no sink of this name"))
    }
}
