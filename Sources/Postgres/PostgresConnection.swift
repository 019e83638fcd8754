package import Executors

/// One connection: runs a statement at a time, in the order of asking.
///
/// It lives on the reactor; callers that talk much to it start their tasks with
/// `executorPreference: reactor`, which saves two thread hops for each statement. Once lost it
/// stays lost: open another.
package actor PostgresConnection {
    package nonisolated let reactor: Reactor
    /// What `LISTEN` brings, until the connection ends; the newest 64 are kept for the reader.
    package nonisolated let notifications: AsyncStream<PostgresNotification>
    let announce: AsyncStream<PostgresNotification>.Continuation

    var handle: ConnectionHandle?
    /// Remembered, because libpq closes the socket by itself when the connection breaks.
    let descriptor: Int32
    var isSending = false
    var isPaused = false
    var exchange = Exchange(number: 0)
    var parameters = ParameterBlock()
    /// Names of the statements that this connection has prepared.
    var prepared: Set<String> = []
    private var turns = Turns()
    var cancellation = CancellationInFlight()

    package nonisolated var unownedExecutor: UnownedSerialExecutor {
        unsafe reactor.asUnownedSerialExecutor()
    }

    /// Connects.
    ///
    /// - Parameter settings: a `postgres://` URI or `key=value` pairs, as libpq has them.
    /// - Throws: `connectionFailed` when there is no connection within `timeout`.
    package static func open(
        _ settings: String, on reactor: Reactor, timeout: Duration = .seconds(10)
    ) async throws(PostgresError) -> PostgresConnection {
        let handle = try await ConnectionAttempt(on: reactor).run(settings, timeout: timeout)
        let connection = PostgresConnection(handle, on: reactor)
        await connection.watch()
        return connection
    }

    private init(_ handle: consuming ConnectionHandle, on reactor: Reactor) {
        self.reactor = reactor
        descriptor = handle.descriptor
        self.handle = consume handle
        (notifications, announce) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(64))
        exchange.isRunning = false
    }

    isolated deinit {
        if handle != nil { reactor.unwatch(descriptor) }
        announce.finish()
    }

    package var isLost: Bool { handle == nil }

    /// Nothing of an earlier user is left: no transaction is open.
    var isReusable: Bool { handle?.isIdle() ?? false }

    /// A transaction is open and nothing in it has failed.
    package var isInTransaction: Bool { handle?.isInTransaction() ?? false }

    /// Closes the connection; a statement in flight fails as `connectionLost`.
    package func close() {
        lose(PostgresError(.connectionLost, text: "closed by its owner"))
    }

    /// Waits until nobody else uses the connection, and keeps it for as long as `body` takes.
    func exclusively<Value: ~Copyable>(
        _ body: () async throws(PostgresError) -> Value
    ) async throws(PostgresError) -> Value {
        if !turns.take() { await withCheckedContinuation { turns.takeOrWait($0) } }
        defer { turns.pass() }
        guard !Task.isCancelled else { throw PostgresError(.cancelled) }
        return try await body()
    }

    /// As ``exclusively(_:)``, for a body with errors of its own.
    func exclusivelyThrowing(_ body: () async throws -> Void) async throws {
        if !turns.take() { await withCheckedContinuation { turns.takeOrWait($0) } }
        defer { turns.pass() }
        try Task.checkCancellation()
        try await body()
    }

    /// Sends a statement; its answer is waited for by ``progress(bytes:timeout:)``.
    func start(_ send: (borrowing ConnectionHandle) -> Bool) throws(PostgresError) {
        guard handle != nil else { throw PostgresError(.connectionLost, text: "not connected") }
        exchange = Exchange(number: exchange.number + 1)
        guard send(handle!) else {
            let error = handle!.error(.connectionLost)
            lose(error)
            throw error
        }
        flush()
    }

    /// Waits until the statement ended or copied that many bytes, at most for `timeout`.
    ///
    /// The statement's state is looked at inside the continuation, so an answer that came before
    /// is never missed. On timeout or when the task is cancelled, the statement is cancelled.
    func progress(bytes: Int = .max, timeout: Duration) async {
        let number = exchange.number
        let timer = reactor.after(timeout) { [weak self] in
            self?.assumeIsolated { $0.interrupt(number, .timedOut) }
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                exchange.waiter = continuation
                if !exchange.isRunning || exchange.copied.count >= bytes { wake() }
            }
        } onCancel: {
            Task(executorPreference: reactor) { await self.interrupt(number, .cancelled) }
        }
        reactor.cancel(timer)
    }

    func wake() {
        exchange.waiter?.resume()
        exchange.waiter = nil
    }
}
