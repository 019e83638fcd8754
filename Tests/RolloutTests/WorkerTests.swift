import EventLog
import LedgerCore
import LedgerTestKit
import Rollout
import Testing
import WorkQueue

@Suite(.timeLimit(.minutes(3)))
struct WorkerTests {
    private let queue = InMemoryWakeUpQueue()

    private func wakeUp(_ name: String, _ lane: Lane = .commands) -> WakeUp {
        WakeUp(stream: .service(name, in: "test"), lane: lane)
    }

    @Test func `two workers carry a canary to its end over the queue`() async throws {
        let bench = try await Bench()
        try await bench.deploy()
        try await withThrowingTaskGroup { group in
            let workers = ["w1", "w2"].map { bench.worker(queue, Bench.settings($0)) }
            for worker in workers { group.addTask { await worker.run() } }
            try await bench.follow { $0.live?.version == "v2" }
            for worker in workers { await worker.stop() }
            try await group.waitForAll()
        }
        #expect(bench.router.carriedOut.map { $0.shares["two"] } == [5, 50, 100])
    }

    @Test func `without the queue the due rows alone carry a canary to its end`() async throws {
        let bench = try await Bench()
        try await bench.deploy()
        let worker = bench.worker(AwayQueue())
        async let run: Void = worker.run()
        try await bench.follow { $0.live?.version == "v2" }
        await worker.stop()
        await run
        #expect(try await bench.percent(of: "two") == 100)
    }

    @Test func `a stopping worker ends the step in hand and hands back what it has not begun`()
        async throws
    {
        let bench = try await Bench()
        try await bench.deploy()
        let way = FrozenRouter(bench.router)
        let outbound = TestOutbound(traffic: way, source: bench.metrics, slots: bench.deployer)
        var settings = Bench.settings("w1")
        settings.slots = 1
        settings.scanInterval = .seconds(3600)
        let worker = bench.worker(queue, settings, runner: bench.runner(outbound: outbound))
        way.freeze()
        await queue.publish([WakeUp(stream: Bench.stream, lane: .commands)])
        async let run: Void = worker.run()
        await way.waitForHeldCall()
        await queue.publish([wakeUp("waits")])
        try await waitUntilHeld(2)
        await worker.stop()

        let handedBack = await queue.claim(for: "heir", idle: .seconds(3600), limit: 10)
        #expect(handedBack.map(\.wakeUp) == [wakeUp("waits")])
        #expect(handedBack.map(\.isClaimed) == [false])
        way.thaw()
        await run
        #expect(bench.router.carriedOut.count == 1)
        #expect(await bench.names().last == "traffic.shift_observed")
        #expect(await queue.depth()[.commands]?.inHand == 1)
    }

    @Test func `what arrives while a worker stops is handed back too`() async throws {
        let bench = try await Bench()
        var settings = Bench.settings("w1")
        settings.scanInterval = .seconds(3600)
        let late = LateQueue(base: queue)
        let worker = bench.worker(late, settings)
        async let run: Void = worker.run()
        await late.waitForReader()
        await worker.stop()
        await queue.publish([wakeUp("late")])
        late.letRead()
        await run

        let handedBack = await queue.claim(for: "heir", idle: .seconds(3600), limit: 10)
        #expect(handedBack.map(\.wakeUp) == [wakeUp("late")])
    }

    @Test func `a cancelled worker stops`() async throws {
        let bench = try await Bench()
        let worker = bench.worker(queue)
        await withTaskGroup { group in
            group.addTask { await worker.run() }
            await queue.publish([wakeUp("nothing to do")])
            await waitUntilEmpty()
            group.cancelAll()
            await group.waitForAll()
        }
        #expect(await queue.depth()[.commands] == QueueDepth(waiting: 0, inHand: 0))
    }

    @Test func `a saga that makes no progress is put on record, and the others go on`() async throws
    {
        let bench = try await Bench()
        try await bench.deploy()
        let stuck = StreamName.service("stuck", in: "test")
        let rows = ScriptedRows(rows: [
            DueStream(stream: stuck, isUrgent: false, dispatches: 6, lateMilliseconds: 0),
            DueStream(stream: Bench.stream, isUrgent: false, dispatches: 1, lateMilliseconds: 0),
        ])
        let worker = bench.worker(queue, due: rows)
        async let run: Void = worker.run()
        try await bench.follow { $0.active?.currentStep == .hold(stage: 0) }
        await worker.stop()
        await run
        // It cannot be postponed, which is the row's own affair.
        #expect(await rows.postponed == [stuck])
        #expect(await rows.scans > 0)
    }

    private func waitUntilHeld(_ count: Int) async throws {
        while await queue.depth()[.commands]?.inHand != count { await Task.yield() }
    }

    private func waitUntilEmpty() async {
        while await queue.depth()[.commands] != QueueDepth(waiting: 0, inHand: 0) {
            await Task.yield()
        }
    }
}

/// Due rows that are due once, and that cannot be postponed.
private actor ScriptedRows: DueRows {
    private var rows: [DueStream]
    private(set) var postponed: [StreamName] = []
    private(set) var scans = 0

    init(rows: [DueStream]) { self.rows = rows }

    func takeDue(limit: Int) throws(EventStoreError) -> [DueStream] {
        defer { rows = [] }
        scans += 1
        return rows
    }

    func postpone(_ stream: StreamName, seconds: Int) throws(EventStoreError) {
        postponed.append(stream)
        throw EventStoreError(.unavailable, "no connection")
    }
}
