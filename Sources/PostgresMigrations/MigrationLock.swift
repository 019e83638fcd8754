import Crypto
import Postgres

/// What keeps two runners of one table apart: a lock of the session, asked for again and again.
///
/// Waiting inside the server for it would deadlock with a holder that runs `CREATE INDEX
/// CONCURRENTLY`, which waits for every older snapshot: the waiting statement has one.
struct MigrationLock: Sendable {
    private let connection: PostgresConnection
    private let key: Int64
    private let backend: Int32

    /// - Throws: ``MigrationFailure`` with `lockNotObtained` naming the holder, `lockLost` behind a
    ///   pooler.
    static func take(
        for table: MigrationTable, on connection: PostgresConnection, within patience: Duration,
        waiting: @Sendable (String) -> Void
    ) async throws -> MigrationLock {
        let key = key(of: table)
        let deadline = ContinuousClock.now + patience
        var pause = Duration.milliseconds(250)
        while true {
            let rows = try await connection.query(
                "SELECT pg_try_advisory_lock($1), pg_backend_pid()", [.int8(key)])
            if rows.bool(0, 0) {
                let lock = MigrationLock(
                    connection: connection, key: key, backend: rows.int32(0, 1))
                try await lock.check()
                return lock
            }
            let holder = try await holder(of: key, on: connection)
            guard ContinuousClock.now < deadline else {
                throw MigrationFailure(.lockNotObtained, "another runner is at work: \(holder)")
            }
            waiting(holder)
            try await Task.sleep(for: pause * Double.random(in: 0.8...1.2))
            pause = min(pause * 2, .seconds(2), max(deadline - .now, .milliseconds(1)))
        }
    }

    /// - Throws: `lockLost` when the session is another one, or the lock is gone.
    func check() async throws {
        let rows = try await connection.query(
            """
            SELECT pg_backend_pid(), EXISTS (
              SELECT FROM pg_locks WHERE \(Self.condition) AND granted AND pid = pg_backend_pid())
            """, [.int8(key)])
        guard rows.int32(0, 0) == backend, rows.bool(0, 1) else {
            throw MigrationFailure(
                .lockLost,
                "the session's lock is gone; behind a pooler that shares sessions, give the "
                    + "server's own address")
        }
    }

    func release() async throws(PostgresError) {
        try await connection.query("SELECT pg_advisory_unlock($1)", [.int8(key)])
    }

    private static let condition = """
        locktype = 'advisory' AND objsubid = 1
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        AND classid::bigint = (($1 >> 32) & 4294967295) AND objid::bigint = ($1 & 4294967295)
        """

    private static func holder(
        of key: Int64, on connection: PostgresConnection
    ) async throws(PostgresError) -> String {
        let rows = try await connection.query(
            """
            SELECT format('pid %s, %s at %s, since %s', pid, coalesce(nullif(application_name, ''),
              'unnamed'), coalesce(client_addr::text, 'this machine'),
              to_char(backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))
            FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE \(condition) AND granted
            """, [.int8(key)])
        return rows.count > 0 ? rows.string(0, 0) : "it has just ended"
    }

    /// Of the table's name; advisory locks belong to one database already.
    private static func key(of table: MigrationTable) -> Int64 {
        let digest = SHA256.hash(data: Array("shiplog migrate \(table.quoted)".utf8))
        return digest.prefix(8).reduce(0) { $0 << 8 | Int64($1) }
    }
}
