import EventLog
import LedgerCore
import LedgerTestKit
import Logging
import Rollout
import WorkQueue

extension Bench {
    /// Everything is quick, and nobody claims from the living.
    static func settings(_ name: String) -> WorkerSettings {
        var settings = WorkerSettings(name: name)
        settings.slots = 2
        settings.scanInterval = .milliseconds(5)
        settings.pause = .milliseconds(5)
        settings.patience = .milliseconds(50)
        return settings
    }

    func worker(
        _ queue: any WakeUpQueue, _ settings: WorkerSettings = Bench.settings("w1"),
        runner: SagaRunner? = nil, due: (any DueRows)? = nil
    ) -> Worker {
        Worker(
            runner: runner ?? self.runner(settings.name), queue: queue, due: due ?? store,
            settings: settings, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    /// Moves the clock to whatever is due next, as soon as the workers have nothing left to do.
    ///
    /// - Throws: when it is not as wanted within a minute of real time.
    func follow(until isThere: (ServiceState) -> Bool) async throws {
        let deadline = ContinuousClock.now + .seconds(60)
        while ContinuousClock.now < deadline {
            let view = try await load()
            if isThere(view.state) { return }
            if let due = view.due { clock.move(to: due.at) }
            await store.waitForNews(patience: .milliseconds(10))
        }
        throw BenchError.stuck(await names())
    }
}
