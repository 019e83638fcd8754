import EventLog
import Executors
import Postgres

/// Hears that the log grew; without a connection it only lets time pass.
actor NewsListener {
    private let settings: String
    private let reactor: Reactor
    private var isListening = false
    private var backoff = Backoff()
    private var news = NewsBoard()

    nonisolated var unownedExecutor: UnownedSerialExecutor {
        unsafe reactor.asUnownedSerialExecutor()
    }

    init(_ settings: String, on reactor: Reactor) {
        self.settings = settings
        self.reactor = reactor
    }

    /// Returns at the next news, or after `patience`, or when the task is cancelled.
    func wait(patience: Duration) async {
        listenIfPossible()
        let ticket = news.drawTicket()
        let timer = reactor.after(patience) { [weak self] in
            self?.assumeIsolated { $0.wake(ticket) }
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { news.wait(ticket, $0) }
        } onCancel: {
            Task(executorPreference: reactor) { await self.wake(ticket) }
        }
        reactor.cancel(timer)
    }

    private func wake(_ ticket: Int) { news.call(ticket) }

    private func tell() { news.tell() }

    private func listenIfPossible() {
        guard !isListening, backoff.nextTry <= .now else { return }
        isListening = true
        // Lives as long as its connection, and holds this object only while it tells something.
        Task(executorPreference: reactor) { [weak self, settings, reactor] in
            await Self.listen(settings, on: reactor) { await self?.tell() }
            await self?.stopped()
        }
    }

    private static func listen(
        _ settings: String, on reactor: Reactor, _ tell: () async -> Void
    ) async {
        do {
            let connection = try await PostgresConnection.open(settings, on: reactor)
            try await connection.run(script: "LISTEN ledger")
            // What was recorded before the LISTEN was not told.
            await tell()
            for await _ in connection.notifications { await tell() }
        } catch {
            // Readers poll as well; they meet and report the same error by themselves.
        }
    }

    private func stopped() {
        isListening = false
        backoff.failed(at: .now)
    }
}
