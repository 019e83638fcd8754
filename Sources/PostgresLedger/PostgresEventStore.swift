package import EventLog
package import Executors
package import LedgerCore
import Postgres

/// The log in Postgres: appends by one connection in groups, reads by a few others.
///
/// Callers that append or load much start their tasks with `executorPreference: reactor`.
package final class PostgresEventStore: Sendable {
    private let batcher: AppendBatcher
    private let listener: NewsListener
    private let pool: PostgresPool
    private let reactor: Reactor

    /// Connects when first used; the schema must be there, see ``LedgerSchema``.
    ///
    /// - Parameters:
    ///   - settings: a `postgres://` URI or `key=value` pairs, as libpq has them.
    ///   - readers: most connections that read, 1 and up.
    ///   - capacity: most appends that wait; more are refused as `busy`.
    ///   - patience: how long an append waits for a database that is away.
    package init(
        _ settings: String, on reactor: Reactor, readers: Int = 4, capacity: Int = 10_000,
        patience: Duration = .seconds(10)
    ) {
        self.reactor = reactor
        batcher = AppendBatcher(settings, on: reactor, capacity: capacity, patience: patience)
        listener = NewsListener(settings, on: reactor)
        pool = PostgresPool(settings, on: reactor, limit: readers)
    }

    /// Runs a statement of a few rows and decodes them; once more when an idle connection proved to
    /// be dead.
    ///
    /// All of it runs on the reactor, so that it costs a caller elsewhere two thread hops, not six.
    private func run<Value: Sendable>(
        _ statement: PreparedStatement, _ values: [PostgresValue],
        _ decode: @escaping @Sendable (borrowing Rows) -> Value
    ) async throws(EventStoreError) -> Value {
        do {
            return try await withTaskExecutorPreference(reactor) {
                try await runTwice(statement, values, decode)
            }
        } catch {
            throw EventStoreError(error)
        }
    }

    private func runTwice<Value: Sendable>(
        _ statement: PreparedStatement, _ values: [PostgresValue],
        _ decode: @escaping @Sendable (borrowing Rows) -> Value
    ) async throws -> Value {
        do {
            return try await runOnce(statement, values, decode)
        } catch let error as PostgresError where error.isConnectionLost {
            return try await runOnce(statement, values, decode)
        }
    }

    /// Lends a connection that reads; another one when an idle connection proved to be dead.
    func withReader<Value: Sendable>(
        _ body: @Sendable (PostgresConnection) async throws -> Value
    ) async throws -> Value {
        do {
            return try await pool.withConnection(body)
        } catch let error as PostgresError where error.isConnectionLost {
            return try await pool.withConnection(body)
        }
    }

    private func runOnce<Value: Sendable>(
        _ statement: PreparedStatement, _ values: [PostgresValue],
        _ decode: @escaping @Sendable (borrowing Rows) -> Value
    ) async throws -> Value {
        try await pool.withConnection { connection in
            decode(try await connection.execute(statement, values))
        }
    }
}

extension PostgresEventStore: EventStore {
    package func append(_ request: AppendRequest) async throws(EventStoreError) -> AppendOutcome {
        try await batcher.append(request)
    }

    package func load(_ query: LoadQuery) async throws(EventStoreError) -> Loaded {
        try await run(LoadStatement.statement, LoadStatement.values(query)) { rows in
            LoadStatement.loaded(rows, query)
        }
    }

    package func read(
        after position: Int64, limit: Int
    ) async throws(EventStoreError) -> [RecordedEvent] {
        let values: [PostgresValue] = [.int8(position), .int8(Int64(limit))]
        do {
            // Decoding a page takes a while, which the reactor has not.
            return try await runTwice(Self.page, values) { rows in
                (0..<rows.count).map { EventFields.event(rows, $0, from: 0) }
            }
        } catch {
            throw EventStoreError(error)
        }
    }

    /// By `COPY`: while `body` works, about 512 KiB are read ahead; then the server is made to wait.
    package func readAll(
        after position: Int64, _ body: @escaping @Sendable ([RecordedEvent]) async throws -> Void
    ) async throws {
        do {
            try await pool.withConnection { connection in
                try await LogReader(connection: connection).read(after: position, body)
            }
        } catch let error as PostgresError {
            throw EventStoreError(error)
        }
    }

    package func waitForNews(patience: Duration) async {
        await listener.wait(patience: patience)
    }

    private static let page = PreparedStatement(
        "page",
        """
        SELECT \(EventFields.columns) FROM ledger.events e
        WHERE e.position > $1 ORDER BY e.position LIMIT $2
        """)
}

extension PostgresEventStore: DueRows {
    package func takeDue(limit: Int) async throws(EventStoreError) -> [DueStream] {
        let taken = try await run(Self.takeDue, [.int4(Int32(limit))]) { rows in
            (0..<rows.count).map { row in
                DueStream(
                    stream: StreamName(stored: rows.string(row, 0)), isUrgent: rows.bool(row, 1),
                    dispatches: Int(rows.int32(row, 2)),
                    lateMilliseconds: Int(rows.int64(row, 3)))
            }
        }
        return taken.sorted { $0.lateMilliseconds > $1.lateMilliseconds }
    }

    package func postpone(_ stream: StreamName, seconds: Int) async throws(EventStoreError) {
        let values: [PostgresValue] = [.text(stream.text), .int4(Int32(seconds))]
        try await run(Self.postpone, values) { _ in }
    }

    private static let takeDue = PreparedStatement(
        "take_due",
        "SELECT stream, urgent, dispatches, late_milliseconds FROM ledger.take_due($1)")

    private static let postpone = PreparedStatement("postpone", "SELECT ledger.postpone($1, $2)")
}

extension EventStoreError {
    init(_ error: any Error) {
        switch error {
        case let error as EventStoreError: self = error
        case let error as PostgresError where error.isDataRefused:
            self.init(.invalid, "the database refused the data: \(error)")
        case let error as PostgresError:
            self.init(.unavailable, "the database did not answer: \(error)")
        default: self.init(.unavailable, "the database did not answer")
        }
    }
}
