import EventLog
import LedgerCore
import LedgerTestKit
import Rollout
import Testing
import WorkQueue

@Suite(.timeLimit(.minutes(3)))
struct NotificationDeskTests {
    /// Holds calls until it is opened.
    private actor Gate {
        private var isOpen = false
        private var waiting: [CheckedContinuation<Void, Never>] = []

        func pass() async {
            if isOpen { return }
            await withCheckedContinuation { waiting.append($0) }
        }

        func open() {
            isOpen = true
            for continuation in waiting { continuation.resume() }
            waiting = []
        }
    }

    private static func desk(
        _ store: InMemoryEventStore, _ sink: InMemoryNotifier
    ) -> NotificationDesk {
        NotificationDesk(
            runner: NotificationRunner(
                store: store, notifiers: ["ops": sink], worker: "w1", logger: NoticeBench.logger),
            logger: NoticeBench.logger)
    }

    @Test func `sinks that hang keep no deployment waiting, and are served in the end`()
        async throws
    {
        let bench = try await Bench()
        let gate = Gate()
        let sink = InMemoryNotifier { await gate.pass() }
        let desk = Self.desk(bench.store, sink)
        let follower = NotificationFollower(
            store: bench.store, routes: [NotificationRoute(sinks: ["ops"])], worker: "w1")
        _ = try await follower.advance()
        let notices = NoticeBench(bench)
        for number in 1...30 {
            try await notices.stall(.service("other-\(number)", in: "test"))
        }
        while try await follower.advance() > 0 {}
        try await bench.deploy()
        let worker = Worker(
            runner: bench.runner("w1"), queue: InMemoryWakeUpQueue(), due: bench.store,
            settings: Bench.settings("w1"), notifications: desk, logger: NoticeBench.logger)
        try await withThrowingTaskGroup { group in
            group.addTask { await desk.run() }
            group.addTask { await worker.run() }
            try await bench.follow { $0.live?.version == "v2" }
            #expect(sink.received.isEmpty)
            await gate.open()
            while Set(sink.received.map(\.id)).count < 30 {
                bench.clock.wait(30)
                await bench.store.waitForNews(patience: .milliseconds(10))
            }
            await worker.stop()
            desk.stop()
            try await group.waitForAll()
        }
    }

    @Test func `a worker without sinks leaves the rows of notifications to others`() async throws {
        let bench = try await Bench()
        let notices = NoticeBench(bench)
        let follower = NotificationFollower(
            store: bench.store, routes: [NotificationRoute(sinks: ["ops"])], worker: "w1")
        _ = try await follower.advance()
        try await notices.stall(.service("other", in: "test"))
        while try await follower.advance() > 0 {}
        let stream = try #require(await notices.streams().first)
        try await bench.deploy()
        let worker = bench.worker(InMemoryWakeUpQueue())
        async let run: Void = worker.run()
        try await bench.follow { $0.live?.version == "v2" }
        await worker.stop()
        await run

        #expect(try await notices.recorded().map(\.stored.name) == [.decided])
        let due = await bench.store.load(LoadQuery(streams: [], dueOf: stream)).due
        #expect(due != nil)
    }

    @Test func `a stopped desk lets the calls in hand end, and begins no other`() async throws {
        let bench = NoticeBench()
        let gate = Gate()
        let sink = InMemoryNotifier { await gate.pass() }
        let desk = Self.desk(bench.store, sink)
        let follower = try await bench.begun()
        for number in 1...30 { try await bench.stall(.service("a-\(number)", in: "test")) }
        try await bench.catchUp(follower)
        for stream in await bench.streams() { desk.offer(stream) }
        async let run: Void = desk.run()
        while try await bench.count(.attemptStarted) == 0 {
            await bench.store.waitForNews(patience: .milliseconds(10))
        }
        desk.stop()
        await gate.open()
        await run

        let begun = try await bench.count(.attemptStarted)
        #expect((1...NotificationDesk.laneCount).contains(begun))
        #expect(try await bench.count(.delivered) == begun)
    }
}
