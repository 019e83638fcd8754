package import EventLog
import LedgerCore
package import Logging
package import WorkQueue

/// One worker: takes wake-ups from the queue and due rows from the store, and runs their sagas.
///
/// It holds no state that matters: killed at any point, others finish its work.
package struct Worker: Sendable {
    let runner: SagaRunner
    let queue: any WakeUpQueue
    let due: any DueRows
    let settings: WorkerSettings
    let time: ProcessTime
    let logger: Logger
    /// Takes the due rows of notifications; `nil` leaves them to other workers.
    let notifications: NotificationDesk?
    let inHand = WorkInHand()

    package init(
        runner: SagaRunner, queue: any WakeUpQueue, due: any DueRows, settings: WorkerSettings,
        notifications: NotificationDesk? = nil, time: ProcessTime = .system, logger: Logger
    ) {
        self.runner = runner
        self.queue = queue
        self.due = due
        self.settings = settings
        self.notifications = notifications
        self.time = time
        self.logger = logger
    }

    /// Works until ``stop()``, and then finishes the steps in hand; a cancelled task stops too, and
    /// its calls to the outside may be cut short.
    package func run() async {
        await withTaskGroup { rounds in
            rounds.addTask { await every(settings.heartbeat, "heartbeat", heartbeat) }
            rounds.addTask { await every(settings.claimInterval, jitter: true, "claim", claim) }
            rounds.addTask { await every(settings.scanInterval, "scan", scan) }
            rounds.addTask { await every(settings.tidyInterval, jitter: true, "tidy", tidy) }
            rounds.addTask { await stopWhenCancelled() }
            await work()
            rounds.cancelAll()
        }
        logger.notice("Worker stopped")
    }

    /// Waits until the worker's task is cancelled, or its rounds are, when the work is done.
    private func stopWhenCancelled() async {
        while !Task.isCancelled { try? await time.wait(.seconds(3600)) }
        await stop()
    }

    private func work() async {
        await withDiscardingTaskGroup { group in
            group.addTask { await slot([.control]) }
            for _ in 0..<settings.slots { group.addTask { await slot([.control, .commands]) } }
            group.addTask { await receive([.control]) }
            group.addTask { await receive([.control, .commands]) }
        }
    }

    /// Takes no new work, hands back what has not begun, and lets the steps in hand end.
    package func stop() async {
        await handBack(inHand.stop())
    }

    func handBack(_ unstarted: [DeliveryID]) async {
        guard !unstarted.isEmpty else { return }
        do { try await queue.release(unstarted, by: settings.name) } catch {
            logger.info("Unstarted work stays with this name until it is claimed")
        }
    }

    var isStopping: Bool {
        get async {
            if Task.isCancelled { return true }
            return await inHand.isStopping
        }
    }

    /// Handles one wake-up after the other.
    private func slot(_ lanes: [Lane]) async {
        while let job = await inHand.take(lanes) {
            runner.reach(.received)
            let isDone = await handle(job.wakeUp)
            guard let delivery = job.delivery else { continue }
            if isDone { await acknowledge(delivery) }
            await inHand.finish(delivery)
        }
    }

    /// - Returns: `false` when it must be delivered again.
    private func handle(_ wakeUp: WakeUp) async -> Bool {
        do {
            try await runner.run(wakeUp.stream)
            runner.reach(.finished)
            return true
        } catch let error as StoredEventError {
            logger.error(
                "A stream cannot be folded; a newer program may",
                metadata: [LogKey.service: "\(wakeUp.stream)", LogKey.error: "\(error)"])
            return true
        } catch {
            logger.warning(
                "A saga was interrupted; its due row drives it again",
                metadata: [LogKey.service: "\(wakeUp.stream)", LogKey.error: "\(error)"])
            return false
        }
    }

    private func acknowledge(_ delivery: DeliveryID) async {
        do { try await queue.acknowledge([delivery]) } catch {
            logger.debug("Not acknowledged; a second delivery will find nothing to do")
        }
    }
}
