package import Executors
import LedgerCore
import Postgres
package import Views

/// The views' rows in Postgres; see `migrations/0002_views.sql`.
package final class PostgresViewStore: Sendable {
    private let pool: PostgresPool

    /// - Parameters:
    ///   - settings: a `postgres://` URI or `key=value` pairs, as libpq has them.
    ///   - connections: most at a time, 1 and up.
    package init(_ settings: String, on reactor: Reactor, connections: Int = 3) {
        pool = PostgresPool(settings, on: reactor, limit: connections)
    }

    private func run<Value: Sendable>(
        _ statement: PreparedStatement, _ values: [PostgresValue],
        _ decode: @escaping @Sendable (borrowing Rows) throws -> Value
    ) async throws(ViewStoreError) -> Value {
        do {
            return try await pool.withConnection { connection in
                try decode(try await connection.execute(statement, values))
            }
        } catch {
            throw (error as? ViewStoreError) ?? ViewStoreError("the views failed: \(error)")
        }
    }
}

extension PostgresViewStore: ViewStore {
    package func checkpoint() async throws(ViewStoreError) -> ViewCheckpoint {
        try await run(ViewStatements.checkpoint, []) { rows in
            guard rows.count == 1 else { throw ViewStoreError("no generation is shown") }
            return ViewCheckpoint(
                generation: Int(rows.int32(0, 0)), position: rows.int64(0, 1))
        }
    }

    package func rows(
        _ view: String, keys: [String], generation: Int
    ) async throws(ViewStoreError) -> [String: ViewRow] {
        var array = ArrayParameter(.text)
        for key in keys { array.append(key) }
        let values: [PostgresValue] = [.text(view), .int4(Int32(generation)), .array(array)]
        return try await run(ViewStatements.rows, values) { rows in
            let found = try ViewStatements.decode(rows)
            return Dictionary(found.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        }
    }

    package func save(
        _ changes: [ViewChange], from: ViewCheckpoint, to position: Int64
    ) async throws(ViewStoreError) -> Bool {
        let values = ViewStatements.values(changes, from, to: position)
        return try await run(ViewStatements.save, values) { rows in rows.bool(0, 0) }
    }

    package func list(
        _ view: String, _ query: ViewQuery
    ) async throws(ViewStoreError) -> ViewPage {
        let values: [PostgresValue] = [
            .text(view), query.environment.map { .text($0) } ?? .null(.text),
            query.service.map { .text($0) } ?? .null(.text), .int8(query.before ?? .max),
            .int4(Int32(query.limit + 1)),
        ]
        let statement =
            query.environment == nil ? ViewStatements.listAll : ViewStatements.listFiltered
        let found = try await run(statement, values) { rows in try ViewStatements.decode(rows) }
        let page = Array(found.prefix(query.limit))
        return ViewPage(rows: page, next: found.count > page.count ? page.last?.madeAt : nil)
    }

    package func row(_ view: String, key: String) async throws(ViewStoreError) -> ViewRow? {
        try await run(ViewStatements.row, [.text(view), .text(key)]) { rows in
            try ViewStatements.decode(rows).first
        }
    }

    package func beginRebuild() async throws(ViewStoreError) -> ViewCheckpoint {
        try await run(ViewStatements.begin, []) { rows in
            ViewCheckpoint(generation: Int(rows.int32(0, 0)), position: 0)
        }
    }

    package func publish(_ checkpoint: ViewCheckpoint) async throws(ViewStoreError) -> Bool {
        try await run(ViewStatements.publish, [.int4(Int32(checkpoint.generation))]) { rows in
            rows.bool(0, 0)
        }
    }
}
