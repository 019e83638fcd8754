import EventLog
import LedgerCore
import LedgerTestKit
import Rollout

/// What workers do, without waiting for real time.
extension Bench {
    /// Runs the saga whenever it is due and moves the clock in between, until it is as wanted.
    func drive(
        _ runner: SagaRunner? = nil, until isThere: (ServiceState) -> Bool
    ) async throws {
        let runner = runner ?? self.runner()
        for _ in 0..<2000 {
            let view = try await load()
            if isThere(view.state) { return }
            guard let due = view.due else { break }
            clock.move(to: due.at)
            for row in await store.takeDue(limit: 10) { try await runner.run(row.stream) }
        }
        throw BenchError.stuck(await names())
    }

    func driveToEnd(_ runner: SagaRunner? = nil) async throws {
        try await drive(runner) { $0.active == nil && $0.queue.isEmpty && $0.rollbackQueue.isEmpty }
    }

    /// Drives until a stage's share was observed.
    func driveToStage(_ stage: Int, _ runner: SagaRunner? = nil) async throws {
        try await drive(runner) { $0.active?.currentStep == .hold(stage: stage) && $0.open == nil }
    }

    func load() async throws -> ServiceView {
        try await ServiceLoader(store: store).load(Self.stream)
    }

    func state() async throws -> ServiceState { try await load().state }

    func recorded() async -> [RecordedEvent] {
        await store.load(LoadQuery(streams: [StreamTail(Self.stream)])).events[0]
    }

    func events() async throws -> [ServiceEvent] { try await recorded().map(ServiceEvent.init) }

    func names() async -> [String] { await recorded().map(\.type) }

    /// The share of the users that a slot has in truth.
    func percent(of target: String) async throws -> Int? {
        try await router.observe().shares[target]
    }
}
