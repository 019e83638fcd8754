import EventLog
import LedgerCore
import LedgerTestKit
import Logging
import Rollout

/// A log in memory, one sink, and followers and runners for them, on one clock.
struct NoticeBench: Sendable {
    let clock: TestClock
    let store: InMemoryEventStore
    let sink: InMemoryNotifier
    static let service = StreamName.service("agent", in: "production")
    static let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    static let away = OutboundError(.unreachable, "away")

    init(sink: InMemoryNotifier = InMemoryNotifier()) {
        let clock = TestClock()
        self.clock = clock
        self.sink = sink
        store = InMemoryEventStore { clock.now }
    }

    init(sink: InMemoryNotifier, clock: TestClock, store: InMemoryEventStore) {
        self.clock = clock
        self.store = store
        self.sink = sink
    }

    /// On the log of another bench.
    init(_ bench: Bench) {
        clock = bench.clock
        store = bench.store
        sink = InMemoryNotifier()
    }

    func follower(_ routes: [NotificationRoute] = [NotificationRoute(sinks: ["ops"])])
        -> NotificationFollower
    {
        NotificationFollower(store: store, routes: routes, worker: "w1")
    }

    func runner(_ worker: String = "w1", store: (any EventStore)? = nil) -> NotificationRunner {
        NotificationRunner(
            store: store ?? self.store, notifiers: ["ops": sink], worker: worker,
            logger: Self.logger)
    }

    /// A follower that has begun, so that what is recorded next is told.
    func begun() async throws -> NotificationFollower {
        let follower = follower()
        try await catchUp(follower)
        return follower
    }

    func catchUp(_ follower: NotificationFollower) async throws {
        while try await follower.advance() > 0 {}
    }

    /// Records that the service made no progress.
    func stall(_ service: StreamName = NoticeBench.service, times: Int = 1) async throws {
        for _ in 0..<times {
            let command = IDSource.system.next(at: clock.now)
            let event = ServiceEvent.sagaStalled(.init(dispatches: 6, detail: "stuck"))
            _ = try await store.append(
                AppendRequest(
                    origin: EventOrigin(
                        commandID: command, actor: "worker:w", correlationID: command),
                    requestHash: [],
                    parts: [
                        StreamAppend(
                            stream: service, expectedVersion: nil,
                            events: [event.recordable(id: IDSource.system.next(at: clock.now))])
                    ], due: .keep))
        }
    }

    /// Runs what is due now.
    func sendDue(_ runner: NotificationRunner? = nil) async throws {
        for row in await store.takeDue(limit: 1000) {
            try await (runner ?? self.runner()).run(row.stream)
        }
    }

    /// What is on record of the notifications, in the order of the log, without the cursor.
    func recorded() async throws -> [NotificationEvent] {
        try await store.read(after: 0, limit: 10_000).filter {
            $0.stream.isNotification && $0.stream != .notificationCursor
        }.map(NotificationEvent.init)
    }

    func count(_ name: NotificationEvent.Name) async throws -> Int {
        try await recorded().count { $0.stored.name == name }
    }

    /// The streams of all notifications.
    func streams() async -> [StreamName] {
        let all = await store.read(after: 0, limit: 10_000).map(\.stream)
        return Set(all).filter { $0.isNotification && $0 != .notificationCursor }
            .sorted { $0.text < $1.text }
    }
}
