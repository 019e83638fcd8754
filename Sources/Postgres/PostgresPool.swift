package import Executors

/// A bounded set of connections for reads; opened when first needed, replaced when lost.
package actor PostgresPool {
    private let settings: String
    private let reactor: Reactor
    private let limit: Int
    private var idle: [PostgresConnection] = []
    /// Connections that exist or are being opened.
    private var count = 0
    private var waiting: [Waiter] = []
    private var lastTicket = 0
    private var backoff = Backoff()

    private struct Waiter {
        let ticket: Int
        let timer: TimerQueue.Token
        let continuation: CheckedContinuation<Void, Never>
    }

    package nonisolated var unownedExecutor: UnownedSerialExecutor {
        unsafe reactor.asUnownedSerialExecutor()
    }

    /// - Parameters:
    ///   - settings: a `postgres://` URI or `key=value` pairs, as libpq has them.
    ///   - limit: most connections at a time, 1 and up.
    package init(_ settings: String, on reactor: Reactor, limit: Int) {
        self.settings = settings
        self.reactor = reactor
        self.limit = limit
    }

    /// Lends a connection to `body`.
    ///
    /// - Parameter patience: longest wait for a free connection or for a new one.
    /// - Throws: ``PostgresError``: `timedOut` when all were busy, `connectionFailed` when none
    ///   could be made; or what `body` throws.
    package func withConnection<Value: Sendable>(
        patience: Duration = .seconds(5),
        _ body: @Sendable (PostgresConnection) async throws -> Value
    ) async throws -> Value {
        let connection = try await take(until: .now + patience)
        do {
            let value = try await body(connection)
            await giveBack(connection)
            return value
        } catch {
            await giveBack(connection)
            throw error
        }
    }

    /// Closes the idle connections; the others when they are given back.
    package func close() async {
        for connection in idle { await connection.close() }
        count -= idle.count
        idle = []
    }

    private func take(
        until deadline: ContinuousClock.Instant
    ) async throws(PostgresError) -> PostgresConnection {
        while true {
            guard !Task.isCancelled else { throw PostgresError(.cancelled) }
            if let connection = idle.popLast() {
                if await !connection.isLost { return connection }
                count -= 1
                continue
            }
            if count < limit, let connection = try await open(until: deadline) { return connection }
            guard ContinuousClock.now < deadline else { throw Self.allBusy }
            await waitForChange(until: count < limit ? min(deadline, backoff.nextTry) : deadline)
        }
    }

    private static let allBusy = PostgresError(.timedOut, text: "all connections are busy")

    /// `nil` when it failed and there is time to try again.
    private func open(
        until deadline: ContinuousClock.Instant
    ) async throws(PostgresError) -> PostgresConnection? {
        guard backoff.nextTry <= .now else { return nil }
        count += 1
        do {
            let left = deadline - .now
            let connection = try await PostgresConnection.open(settings, on: reactor, timeout: left)
            backoff = Backoff()
            return connection
        } catch {
            count -= 1
            backoff.failed(at: .now)
            guard backoff.nextTry < deadline else { throw error }
            return nil
        }
    }

    private func giveBack(_ connection: PostgresConnection) async {
        if await connection.isReusable {
            idle.append(connection)
        } else {
            await connection.close()
            count -= 1
        }
        guard !waiting.isEmpty else { return }
        let next = waiting.removeFirst()
        reactor.cancel(next.timer)
        next.continuation.resume()
    }

    /// Looks again inside the continuation: a connection may have come back just before.
    private func waitForChange(until deadline: ContinuousClock.Instant) async {
        lastTicket += 1
        let ticket = lastTicket
        await withCheckedContinuation { continuation in
            let canOpen = count < limit && backoff.nextTry <= .now
            guard idle.isEmpty, !canOpen else { return continuation.resume() }
            let timer = reactor.after(deadline - .now) { [weak self] in
                self?.assumeIsolated { $0.giveUp(ticket) }
            }
            waiting.append(Waiter(ticket: ticket, timer: timer, continuation: continuation))
        }
    }

    private func giveUp(_ ticket: Int) {
        guard let index = waiting.firstIndex(where: { $0.ticket == ticket }) else { return }
        waiting.remove(at: index).continuation.resume()
    }
}
