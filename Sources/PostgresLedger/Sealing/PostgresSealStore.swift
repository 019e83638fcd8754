import EventLog
package import Executors
import LedgerCore
import Postgres
package import Transparency

/// Tree and checkpoints in Postgres; see `migrations/0003_transparency.sql`.
package final class PostgresSealStore: Sendable {
    private let pool: PostgresPool
    private let leadership: Leadership

    /// - Parameters:
    ///   - settings: a `postgres://` URI or `key=value` pairs, as libpq has them.
    ///   - connections: most at a time, 1 and up; one more is held by a process that seals.
    package init(_ settings: String, on reactor: Reactor, connections: Int = 2) {
        pool = PostgresPool(settings, on: reactor, limit: connections)
        leadership = Leadership(settings, on: reactor)
    }

    private func run<Value: Sendable>(
        _ statement: PreparedStatement, _ values: [PostgresValue],
        _ decode: @escaping @Sendable (borrowing Rows) throws -> Value
    ) async throws -> Value {
        do {
            return try await pool.withConnection { connection in
                try decode(try await connection.execute(statement, values))
            }
        } catch let error as PostgresError {
            throw EventStoreError(error)
        }
    }
}

extension PostgresSealStore: SealStore {
    package func leads() async throws -> Bool { try await leadership.isHeld() }

    package func records(after position: Int64, limit: Int) async throws -> [LedgerRecord] {
        let values: [PostgresValue] = [.int8(position), .int8(Int64(limit))]
        return try await run(SealStatements.records, values) { rows in
            try SealStatements.records(rows)
        }
    }

    package func logSize() async throws -> Int64 {
        try await run(SealStatements.logSize, []) { rows in rows.int64(0, 0) }
    }

    package func latest() async throws -> SignedCheckpoint? {
        try await run(SealStatements.latest, []) { rows in
            rows.count == 0 ? nil : try SignedCheckpoint(parsing: rows.string(0, 0))
        }
    }

    package func tiles(_ ids: Set<TileID>) async throws -> [TileID: [TreeHash]] {
        guard !ids.isEmpty else { return [:] }
        var levels = ArrayParameter(.int4)
        var indexes = ArrayParameter(.int8)
        for id in ids {
            levels.append(Int32(clamping: id.level))
            indexes.append(id.index)
        }
        return try await run(SealStatements.tiles, [.array(levels), .array(indexes)]) { rows in
            SealStatements.tiles(rows)
        }
    }

    package func save(_ seal: Seal) async throws -> Bool {
        try await run(SealStatements.save, SealStatements.values(seal)) { rows in rows.bool(0, 0) }
    }
}
