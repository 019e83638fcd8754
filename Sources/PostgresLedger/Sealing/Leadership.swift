import Executors
import Postgres

/// A connection's advisory lock, which one process of all holds.
///
/// It is gone with its connection, so another process leads as soon as this one is dead. A process
/// that does not notice yet seals once more at most, and what it saves is then refused.
actor Leadership {
    private let settings: String
    private let reactor: Reactor
    private var connection: PostgresConnection?
    private var isLeader = false

    init(_ settings: String, on reactor: Reactor) {
        self.settings = settings
        self.reactor = reactor
    }

    /// Takes the lock if nobody has it; blocks for no one.
    ///
    /// A leader asks the server too: only that shows that the lock is still held.
    func isHeld() async throws -> Bool {
        let connection = try await openConnection()
        let answer: Bool
        do {
            answer = try await connection.execute(isLeader ? Self.ping : Self.take).bool(0, 0)
        } catch let error where error.isConnectionLost {
            isLeader = false
            return false
        }
        // It may have been replaced during the wait.
        guard self.connection === connection else { return false }
        isLeader = answer
        return answer
    }

    private func openConnection() async throws -> PostgresConnection {
        if let connection {
            if await !connection.isLost { return connection }
            self.connection = nil
            isLeader = false
        }
        let opened = try await PostgresConnection.open(settings, on: reactor)
        connection = opened
        isLeader = false
        return opened
    }

    private static let ping = PreparedStatement("seal_ping", "SELECT true")

    /// The number is arbitrary, and nobody else's.
    private static let take = PreparedStatement(
        "seal_lead", "SELECT pg_try_advisory_lock(7301764206)")
}
