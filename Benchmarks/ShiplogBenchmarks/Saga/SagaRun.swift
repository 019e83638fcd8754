import EventLog
import LedgerCore
import Logging
import PostgresLedger
import RedisQueue
import Rollout
import WorkQueue

/// A real worker over a fleet of resting services, from the first wake-up to the last
/// acknowledgement.
struct SagaRun: Sendable {
    let bench: Workbench
    let store: PostgresEventStore
    let streams: [StreamName]
    let slots: Int

    func measure(laps: Int) async throws -> Pace {
        let outbound = StubOutbound()
        let queue = RedisWakeUpQueue(bench.redisAddress)
        let worker = worker(queue, outbound)
        let total = laps * streams.count
        return try await withThrowingTaskGroup(of: Void.self) { group in
            // As `shiplog worker` runs it.
            group.addTask(executorPreference: bench.reactor) { await worker.run() }
            let cpu = ProcessUsage.own
            let start = ContinuousClock.now
            for _ in 0..<laps { try await publish(to: queue) }
            try await finish(total, queue, outbound)
            let pace = Pace(
                count: total, took: ContinuousClock.now - start,
                clientSeconds: ProcessUsage.own - cpu)
            await worker.stop()
            group.cancelAll()
            return pace
        }
    }

    private func worker(_ queue: RedisWakeUpQueue, _ outbound: StubOutbound) -> Worker {
        var settings = WorkerSettings(name: "bench")
        settings.slots = slots
        // The due rows of the measurement itself must not come back as wake-ups within it.
        settings.scanInterval = .seconds(60)
        var logger = Logger(label: "bench")
        logger.logLevel = .critical
        let runner = SagaRunner(
            store: store, loader: ServiceLoader(store: store), outbound: outbound,
            worker: settings.name, logger: logger)
        return Worker(
            runner: runner, queue: queue, due: store, settings: settings, logger: logger)
    }

    private func publish(to queue: RedisWakeUpQueue) async throws {
        let wakeUps = streams.map { WakeUp(stream: $0, lane: .commands) }
        for start in stride(from: 0, to: wakeUps.count, by: 100) {
            try await queue.publish(Array(wakeUps[start..<min(start + 100, wakeUps.count)]))
        }
    }

    /// Waits until every wake-up was handled and acknowledged.
    private func finish(
        _ total: Int, _ queue: RedisWakeUpQueue, _ outbound: StubOutbound
    ) async throws {
        let deadline = ContinuousClock.now + .seconds(120)
        while outbound.readBacks < total {
            guard .now < deadline else { throw BenchmarkError("the worker does not finish") }
            try await Task.sleep(for: .milliseconds(5))
        }
        while true {
            let depth = try await queue.depth()
            if depth.values.allSatisfy({ $0.waiting == 0 && $0.inHand == 0 }) { return }
            guard .now < deadline else { throw BenchmarkError("the queue does not drain") }
            try await Task.sleep(for: .milliseconds(5))
        }
    }
}
