import EventLog
import Executors
import LedgerCore
import Postgres

/// Groups concurrent appends into one statement: what arrived while the last batch was away is
/// the next one, so batches grow with the load by themselves.
///
/// One connection per process: the log has one serialization point, and more connections only make
/// batches smaller (measured).
actor AppendBatcher {
    private let settings: String
    private let reactor: Reactor
    private let capacity: Int
    private let patience: Duration
    private var connection: PostgresConnection?
    private var queue = AppendQueue()
    private var parameters = BatchParameters()
    private var isDraining = false

    nonisolated var unownedExecutor: UnownedSerialExecutor {
        unsafe reactor.asUnownedSerialExecutor()
    }

    /// - Parameters:
    ///   - capacity: most appends that wait; more are refused as `busy`.
    ///   - patience: how long a broken connection is waited for.
    init(_ settings: String, on reactor: Reactor, capacity: Int, patience: Duration) {
        self.settings = settings
        self.reactor = reactor
        self.capacity = capacity
        self.patience = patience
    }

    /// Once queued an append runs to its end, whether or not its task is cancelled.
    func append(_ request: AppendRequest) async throws(EventStoreError) -> AppendOutcome {
        guard request.namesStreamsOnce else {
            throw EventStoreError(.invalid, "an append names a stream twice")
        }
        let deadline = ContinuousClock.now + patience
        return try await withCheckedContinuation { reply in
            // Not before the call: it may suspend, and others would fill the queue meanwhile.
            guard queue.count < capacity else { return reply.resume(returning: busy) }
            queue.add(.init(request: request, deadline: deadline, reply: reply))
            guard !isDraining else { return }
            isDraining = true
            // Lives as long as there is something to send; each waiting caller has a deadline.
            Task(executorPreference: reactor) { await self.drain() }
        }.get()
    }

    private var busy: Result<AppendOutcome, EventStoreError> {
        .failure(EventStoreError(.busy, "\(capacity) appends are waiting"))
    }

    private func drain() async {
        while !queue.isEmpty {
            // Those just answered get to ask again before the batch is cut: half as many batches.
            await Task.yield()
            await send(queue.cut())
        }
        isDraining = false
    }

    private func send(_ whole: [AppendQueue.Waiting]) async {
        var batch = whole
        var backoff = Backoff()
        while !batch.isEmpty {
            do throws(PostgresError) {
                return try await sendOnce(batch)
            } catch {
                switch BatchFailure(error, batchSize: batch.count) {
                case .sendAgain:
                    backoff.failed(at: .now)
                    await pause(until: backoff.nextTry)
                    batch = expire(batch)
                case .halve:
                    await send(Array(batch[..<(batch.count / 2)]))
                    return await send(Array(batch[(batch.count / 2)...]))
                case .fail(let failure):
                    for waiting in batch { waiting.reply.resume(returning: .failure(failure)) }
                    return
                }
            }
        }
    }

    private func sendOnce(_ batch: [AppendQueue.Waiting]) async throws(PostgresError) {
        let connection = try await connected()
        parameters.fill(batch.lazy.map(\.request))
        let rows = try await connection.execute(
            BatchOutcome.statement, parameters.values, timeout: patience)
        guard rows.count == batch.count else {
            throw PostgresError(.statementFailed, text: "\(rows.count) answers to \(batch.count)")
        }
        var firstPart = 1
        for (row, waiting) in batch.enumerated() {
            let outcome = BatchOutcome(rows, row).outcome(of: waiting.request, firstPart)
            waiting.reply.resume(returning: .success(outcome))
            firstPart += waiting.request.parts.count
        }
    }

    private func connected() async throws(PostgresError) -> PostgresConnection {
        if let connection, await !connection.isLost { return connection }
        let opened = try await PostgresConnection.open(
            settings, on: reactor, timeout: min(patience, .seconds(5)))
        connection = opened
        return opened
    }

    /// Gives up on those who have waited long enough, also in the queue behind.
    private func expire(_ batch: [AppendQueue.Waiting]) -> [AppendQueue.Waiting] {
        let now = ContinuousClock.now
        let gone = batch.filter { $0.deadline <= now } + queue.takeExpired(at: now)
        let failure = EventStoreError(.unavailable, "the database did not answer in time")
        for waiting in gone { waiting.reply.resume(returning: .failure(failure)) }
        return batch.filter { $0.deadline > now }
    }

    private func pause(until instant: ContinuousClock.Instant) async {
        await withCheckedContinuation { continuation in
            _ = reactor.after(instant - .now) { continuation.resume() }
        }
    }
}

extension AppendRequest {
    /// What a batch may hold: each stream has one version to check and to count on from.
    fileprivate var namesStreamsOnce: Bool {
        parts.count == 1 || Set(parts.map(\.stream)).count == parts.count
    }
}
