import EventLog
import LedgerCore
import Logging
import Rollout

/// One service with everything around it, played from one seed.
final class World: @unchecked Sendable {
    // Unchecked: built and played on one thread; every task of it runs on its simulator.
    static let epoch = ContinuousClock.now
    static let start = Timestamp(microseconds: 1_795_521_600_000_000)
    static let stream = StreamName.service("agent", in: "test")
    static let workerCount = 3

    let simulator: Simulator
    let store: InMemoryEventStore
    let databaseClock: DatabaseClock
    let router: WorldRouter
    let slots: WorldSlots
    let metrics: WorldMetrics
    let queue: WorldQueue
    let watch: WorldWatch
    let mistake: Mistake?
    var appendFaults: [Happening.CallFault] = []
    var storeAwayUntil = 0
    var workers: [WorkerProcess] = []
    var clients: [Client] = []
    var openRequests = 0
    private var lastNumber: UInt64 = 0
    var foldsAreChecked = false

    init(
        seed: Int, happenings: [Happening], router kind: RouterKind? = nil, mistake: Mistake? = nil
    ) {
        self.mistake = mistake
        let simulator = Simulator(seed: seed)
        self.simulator = simulator
        let clock = DatabaseClock(simulator)
        databaseClock = clock
        store = InMemoryEventStore { clock.now }
        watch = WorldWatch()
        let kinds = RouterKind.allCases
        let kind = kind ?? kinds[abs(seed) % kinds.count]
        router = WorldRouter(
            ignoresTokens: mistake == .noTokens, kind: kind, simulator: simulator, watch: watch)
        slots = WorldSlots(simulator)
        metrics = WorldMetrics(simulator)
        queue = WorldQueue(simulator)
        simulator.spawn { [self] in await register(watched: seed / 2 % 2 == 0) }
        simulator.run(until: 0)
        clients = (0..<2).map { Client("api\($0)", self) }
        for index in 0..<Self.workerCount { workers.append(WorkerProcess(index, self)) }
        for happening in happenings {
            simulator.after(happening.at - simulator.now) { self.happen(happening.what) }
        }
    }

    var now: Timestamp { Self.start.adding(milliseconds: simulator.now) }

    /// Ids in the order of their making, the same for the same seed.
    var ids: IDSource {
        IDSource { [self] time in
            lastNumber += 1
            let milliseconds = UInt64(max(0, time.microseconds / 1000)) & 0xFFFF_FFFF_FFFF
            return ID(
                high: milliseconds << 16 | 0x7000, low: 0x8000_0000_0000_0000 | lastNumber)
        }
    }

    private func register(watched: Bool) async {
        let live = Placement(version: "v1", slot: "blue")
        let command = ids.next(at: now)
        let events =
            (try? ServiceState().decide(
                .configure(Self.settings(watched: watched), live: live), as: command)) ?? []
        let request = AppendRequest(
            origin: EventOrigin(
                commandID: command, actor: "key:world", correlationID: command),
            requestHash: [UInt8](repeating: 1, count: 32),
            parts: [
                StreamAppend(
                    stream: Self.stream, expectedVersion: 0,
                    events: events.map { $0.recordable(id: ids.next(at: now)) })
            ], due: .bringForward(now, isUrgent: false))
        _ = try? await store.append(request)
        await look()
    }

    /// Shows what was recorded since the last time to the one who watches.
    func look() async {
        let events = await store.read(after: watch.position, limit: 10_000)
        watch.see(events, at: simulator.now)
    }

    static let logger = Logger(label: "simulation") { _ in SwiftLogNoOpLogHandler() }
}

/// The database's clock; it may be put back.
final class DatabaseClock: @unchecked Sendable {
    // Unchecked: only touched on the simulator's thread.
    private let simulator: Simulator
    var offset = 0

    init(_ simulator: Simulator) { self.simulator = simulator }

    var now: Timestamp { World.start.adding(milliseconds: simulator.now + offset) }
}
