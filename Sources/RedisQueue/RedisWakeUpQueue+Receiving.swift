import Redis
package import WorkQueue

extension RedisWakeUpQueue {
    package func receive(
        _ lanes: [Lane], for consumer: String, limit: Int, patience: Duration
    ) async throws(WakeUpQueueError) -> [Delivery] {
        let read = Read(
            keys: StreamKey.all(of: lanes, turn: nextTurn()), consumer: consumer, limit: limit,
            deadline: .now + patience)
        guard !read.keys.isEmpty else { return [] }
        do {
            return try await readers.lend { connection throws(RedisError) in
                try await self.receive(read, on: connection)
            }
        } catch {
            throw WakeUpQueueError(error)
        }
    }

    /// What one call of `receive` wants.
    private struct Read {
        let keys: [StreamKey]
        let consumer: String
        let limit: Int
        let deadline: ContinuousClock.Instant
    }

    /// Takes what is there; when that is nothing, waits for one more and looks again.
    private func receive(
        _ read: Read, on connection: RedisConnection
    ) async throws(RedisError) -> [Delivery] {
        while true {
            let ready = try await connection.send(
                QueueScript.read.command(
                    read.keys.map(name), [Self.group, read.consumer, "\(read.limit)"]))
            let taken = await deliveries(in: ready)
            guard taken.isEmpty, .now < read.deadline else { return taken }
            let awaited = await deliveries(in: try await wait(for: read, on: connection))
            guard awaited.isEmpty, .now < read.deadline else { return awaited }
        }
    }

    /// Blocks until an entry comes or the patience ends.
    private func wait(
        for read: Read, on connection: RedisConnection
    ) async throws(RedisError) -> RedisReply {
        let patience = read.deadline - .now
        let count = max(1, read.limit / read.keys.count)
        var command: RedisCommand = ["XREADGROUP", "GROUP", Self.group, read.consumer]
        for argument in ["COUNT", "\(count)", "BLOCK", "\(patience.blockMilliseconds)", "STREAMS"] {
            command.append(argument)
        }
        for key in read.keys { command.append(name(of: key)) }
        for _ in read.keys { command.append(">") }
        do {
            return try await connection.send(command, timeout: patience + callTimeout)
        } catch  where error.prefix == "NOGROUP" || error.prefix == "UNBLOCKED" {
            // Somebody removed a stream or its group; the next look makes them again.
            return .null
        }
    }

    /// Reads the answer of `XREADGROUP`; `null` when nothing came.
    private func deliveries(in reply: RedisReply) async -> [Delivery] {
        var found = FoundDeliveries(namespace: namespace)
        for stream in reply.array ?? [] {
            guard let parts = stream.array, parts.count == 2 else { continue }
            found.add(parts[1], of: parts[0], isClaimed: false)
        }
        await discard(found.undecodable)
        return found.deliveries
    }
}

extension Duration {
    /// At least 1, because `BLOCK 0` waits for ever.
    fileprivate var blockMilliseconds: Int64 { max(1, wholeMilliseconds) }
}
