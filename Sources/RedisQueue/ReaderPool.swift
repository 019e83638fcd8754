import Redis
import Synchronization

/// Connections for reads that wait; as many as ever waited at the same time.
///
/// A connection that waits for wake-ups answers nobody else, so each waiting read has one alone.
final class ReaderPool: Sendable {
    private let address: RedisAddress
    private let timeout: Duration
    private let idle = Mutex<[RedisConnection]>([])

    init(_ address: RedisAddress, timeout: Duration) {
        self.address = address
        self.timeout = timeout
    }

    /// - Parameter read: has the connection for itself until it returns.
    func lend<Value>(
        to read: (RedisConnection) async throws(RedisError) -> Value
    ) async throws(RedisError) -> Value {
        let connection =
            idle.withLock { $0.popLast() }
            ?? RedisConnection(address, callTimeout: timeout, name: "redis-reader")
        defer { idle.withLock { $0.append(connection) } }
        return try await read(connection)
    }
}
