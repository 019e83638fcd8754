import Executors

extension PostgresConnection {
    /// Streams `COPY … TO STDOUT`: gives `body` whole messages in chunks of about 256 KiB.
    ///
    /// While `body` works on one chunk the next is read ahead, then the server is made to wait. It
    /// runs off the reactor unless the task prefers it. When it throws, the copy is cancelled.
    /// - Parameters:
    ///   - sql: the whole statement; `COPY` takes no parameters, so it must hold no foreign text.
    ///   - timeout: longest wait for one chunk.
    /// - Throws: ``PostgresError``, or what `body` throws.
    package func copyOut(
        _ sql: String, timeout: Duration = defaultTimeout,
        _ body: @Sendable ([UInt8]) async throws -> Void
    ) async throws {
        try await exclusivelyThrowing {
            try self.start { $0.send(script: sql) }
            do {
                while let chunk = try await self.nextChunk(timeout) { try await body(chunk) }
            } catch {
                await self.abandonCopy()
                throw error
            }
        }
    }

    /// `nil` when the copy is complete.
    private func nextChunk(_ timeout: Duration) async throws(PostgresError) -> [UInt8]? {
        await progress(bytes: Self.copyChunkBytes, timeout: timeout)
        await settle()
        if let failure = exchange.failure { throw failure }
        let chunk = takeCopied()
        return chunk.isEmpty && !exchange.isRunning ? nil : chunk
    }

    /// Cancels what is left of a copy and waits until the connection is free again.
    private func abandonCopy() async {
        interrupt(exchange.number, .cancelled)
        while exchange.isRunning {
            _ = takeCopied()
            await progress(bytes: Self.copyChunkBytes, timeout: Self.defaultTimeout)
        }
        await settle()
    }
}

/// Backpressure: a copy that nobody takes stops being read, so the server stops sending.
extension PostgresConnection {
    /// The reader takes chunks of this size; as much again is read ahead.
    static let copyChunkBytes = 1 << 18

    func copyGrew() {
        if exchange.copied.count >= Self.copyChunkBytes { wake() }
        guard exchange.copied.count >= 2 * Self.copyChunkBytes, !isPaused else { return }
        isPaused = true
        reactor.unwatch(descriptor)
    }

    private func takeCopied() -> [UInt8] {
        var chunk: [UInt8] = []
        chunk.reserveCapacity(2 * Self.copyChunkBytes)
        swap(&chunk, &exchange.copied)
        if isPaused, handle != nil { watch() }
        isPaused = false
        return chunk
    }
}
