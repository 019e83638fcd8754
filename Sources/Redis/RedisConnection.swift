import Executors

/// One connection to a Redis server, on a thread of its own because hiredis blocks.
///
/// It connects with the first call. A call that fails in transport drops the connection, and the
/// next one connects again; the caller decides whether to repeat what may have been done.
package actor RedisConnection {
    private let executor: BlockingExecutor
    private let address: RedisAddress
    private let connectTimeout: Duration
    private let callTimeout: Duration
    private var handle: ConnectionHandle?
    private var delay = ReconnectDelay()

    /// - Parameters:
    ///   - connectTimeout: for the connection and the login.
    ///   - callTimeout: for a call that names none, waiting for other calls included.
    package init(
        _ address: RedisAddress, connectTimeout: Duration = .seconds(1),
        callTimeout: Duration = .seconds(2), name: String = "redis"
    ) {
        executor = BlockingExecutor(name: name)
        self.address = address
        self.connectTimeout = connectTimeout
        self.callTimeout = callTimeout
    }

    package nonisolated var unownedExecutor: UnownedSerialExecutor {
        unsafe executor.asUnownedSerialExecutor()
    }

    /// Sends one command.
    ///
    /// - Parameter timeout: longer than the command itself may block.
    /// - Throws: what the server answered, too, when that is an error.
    package nonisolated func send(
        _ command: RedisCommand, timeout: Duration? = nil
    ) async throws(RedisError) -> RedisReply {
        let replies = try await pipeline([command], timeout: timeout)
        if let error = replies[0].error { throw error }
        return replies[0]
    }

    /// Sends all commands at once; answers come in the same order, the server's errors among them.
    package nonisolated func pipeline(
        _ commands: [RedisCommand], timeout: Duration? = nil
    ) async throws(RedisError) -> [RedisReply] {
        try await exchange(commands, until: .now + (timeout ?? callTimeout))
    }

    /// Hangs up; the next call connects again.
    package func close() { handle = nil }
}

extension RedisConnection {
    private func exchange(
        _ commands: [RedisCommand], until deadline: ContinuousClock.Instant
    ) throws(RedisError) -> [RedisReply] {
        guard .now < deadline else {
            throw RedisError(.timedOut, text: "other calls took the time")
        }
        // The server may have restarted since the last call: nothing is sent into a closed socket.
        if handle?.isStale ?? true { try connect(until: deadline) }
        do {
            return try handle?.exchange(commands, until: deadline) ?? []
        } catch {
            handle = nil
            throw error
        }
    }

    private func connect(until deadline: ContinuousClock.Instant) throws(RedisError) {
        handle = nil
        if let error = delay.refusal(at: .now) { throw error }
        do {
            handle = try open(until: min(deadline, .now + connectTimeout))
            delay.succeeded()
        } catch {
            delay.failed(error, at: .now)
            throw error
        }
    }

    private func open(
        until deadline: ContinuousClock.Instant
    ) throws(RedisError) -> ConnectionHandle {
        let opened = try ConnectionHandle.open(address.endpoint, timeout: deadline - .now)
        let replies = try opened.exchange(address.greeting, until: deadline)
        // The server's text may quote the password.
        if let error = replies.lazy.compactMap(\.error).first { throw error.withoutText }
        return opened
    }
}
