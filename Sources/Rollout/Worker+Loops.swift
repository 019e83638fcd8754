import EventLog
import LedgerCore
import Logging
import WorkQueue

extension Worker {
    /// Reads the queue, as long as there are slots for what it gives.
    func receive(_ lanes: [Lane]) async {
        var isAway = false
        while await !isStopping {
            await inHand.waitForRoom(of: lanes, settings.slots)
            if await isStopping { return }
            do {
                let deliveries = try await queue.receive(
                    lanes, for: settings.name, limit: settings.slots, patience: settings.patience)
                if isAway { logger.notice("The queue is back") }
                isAway = false
                await add(deliveries)
            } catch {
                if !isAway {
                    logger.warning(
                        "The queue is away; working from the due rows alone",
                        metadata: [LogKey.error: "\(error)"])
                }
                isAway = true
                try? await time.wait(settings.pause)
            }
        }
    }

    private func add(_ deliveries: [Delivery]) async {
        guard !deliveries.isEmpty else { return }
        let jobs = deliveries.map { WorkInHand.Job(wakeUp: $0.wakeUp, delivery: $0.id) }
        await handBack(inHand.add(jobs))
    }

    /// Runs `action` again and again until the worker stops; a failure waits for the next time.
    ///
    /// - Parameter name: for the log, which tells the first failure of a row and its end.
    func every(
        _ interval: Duration, jitter: Bool = false, _ name: String,
        _ action: () async throws -> Void
    ) async {
        var isFailing = false
        var dice = time.dice
        while await !isStopping {
            let share = jitter ? Double.random(in: 1...2, using: &dice) : 1
            try? await time.wait(interval * share)
            guard await !isStopping else { return }
            do {
                try await action()
                if isFailing { logger.notice("Works again", metadata: [LogKey.round: "\(name)"]) }
                isFailing = false
            } catch {
                guard !isFailing, !Task.isCancelled else { continue }
                isFailing = true
                logger.warning(
                    "Fails, and is tried again",
                    metadata: [LogKey.round: "\(name)", LogKey.error: "\(error)"])
            }
        }
    }

    func heartbeat() async throws {
        let deliveries = await inHand.deliveries
        guard !deliveries.isEmpty else { return }
        let mine = try await queue.renew(deliveries, by: settings.name)
        await inHand.lose(Set(deliveries).subtracting(mine))
    }

    func claim() async throws {
        guard await inHand.waitingCount < settings.slots else { return }
        let claimed = try await queue.claim(
            for: settings.name, idle: settings.claimIdle, limit: settings.slots)
        await add(claimed)
    }

    func tidy() async throws { try await queue.tidy() }

    /// Takes due rows and wakes somebody for each; with the queue away, this worker itself.
    func scan() async throws {
        guard await inHand.waitingCount < settings.scanLimit else { return }
        let rows = try await due.takeDue(limit: settings.scanLimit)
        var wakeUps: [WakeUp] = []
        for row in rows {
            guard !row.stream.isNotification else {
                notifications?.offer(row.stream)
                continue
            }
            if row.dispatches > settings.stallAfter { await stall(row) }
            wakeUps.append(WakeUp(stream: row.stream, lane: row.isUrgent ? .control : .commands))
        }
        guard !wakeUps.isEmpty else { return }
        do { try await queue.publish(wakeUps) } catch {
            _ = await inHand.add(wakeUps.map { .init(wakeUp: $0, delivery: nil) })
        }
        runner.reach(.dispatched)
    }

    /// Dispatched again and again without progress: said once, and then tried less often.
    ///
    /// What goes wrong here must not keep the other rows of the scan, which are pushed ahead already,
    /// from being dispatched.
    private func stall(_ row: DueStream) async {
        logger.error(
            "A saga makes no progress; a person must look at it",
            metadata: [LogKey.service: "\(row.stream)", "dispatches": "\(row.dispatches)"])
        do {
            try await due.postpone(row.stream, seconds: settings.stallSeconds)
            guard row.dispatches == settings.stallAfter + 1 else { return }
            try await runner.recordStall(row)
        } catch {
            logger.warning("A stall is not on record", metadata: [LogKey.error: "\(error)"])
        }
    }
}
