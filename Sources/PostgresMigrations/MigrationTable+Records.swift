package import Migrations
package import Postgres

extension MigrationTable {
    /// What was applied; empty when there is no table yet.
    ///
    /// Reads the older shapes of the table too and changes nothing, so that a role which may only
    /// read can ask.
    package func records(
        on connection: PostgresConnection
    ) async throws -> [AppliedMigration] {
        let found = try await connection.query("SELECT to_regclass($1) IS NOT NULL", [path])
        guard found.bool(0, 0) else { return [] }
        let rows = try await connection.query(selection + " ORDER BY rank")
        return try (0..<rows.count).map { try record($0, of: rows) }
    }

    /// A column that the table lacks reads as NULL.
    private var selection: String {
        """
        SELECT version::text, name::text,
          coalesce(field ->> 'down_sql', field ->> 'down'),
          coalesce((field ->> 'down_transactional')::boolean, true),
          coalesce(field ->> 'checksum_up', encode(sha256(convert_to(field ->> 'up', 'UTF8')), 'hex')),
          coalesce(field ->> 'state', 'applied'), coalesce(field ->> 'direction', 'up'),
          coalesce((field ->> 'statement_index')::integer, 0),
          to_char(applied_at::timestamptz AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
          coalesce((field ->> 'installed_rank')::bigint,
            row_number() OVER (ORDER BY applied_at, length(version::text), version::text)) AS rank
        FROM (SELECT *, to_jsonb(record) AS field FROM \(quoted) AS record) AS record
        """
    }

    private func record(
        _ row: Int, of rows: borrowing Rows
    ) throws(MigrationFailure) -> AppliedMigration {
        let key = rows.string(row, 0)
        guard let version = MigrationVersion(key) else {
            throw MigrationFailure(.badRecord, "\(quoted) holds `\(key)`, which is no version")
        }
        var record = AppliedMigration(
            version: version, name: rows.string(row, 1), rank: rows.int64(row, 9))
        record.key = key
        record.downSQL = rows.isNull(row, 2) ? nil : rows.string(row, 2)
        record.downIsTransactional = rows.bool(row, 3)
        record.checksum = rows.isNull(row, 4) ? nil : rows.string(row, 4)
        guard let state = AppliedMigration.State(rawValue: rows.string(row, 5)),
            let direction = MigrationDirection(rawValue: rows.string(row, 6))
        else { throw MigrationFailure(.badRecord, "\(quoted) holds an unknown state of \(key)") }
        record.state = state
        record.direction = direction
        record.statementsDone = Int(rows.int32(row, 7))
        record.appliedAt = rows.isNull(row, 8) ? "" : rows.string(row, 8)
        return record
    }

    /// Whether the record still is what the plan was made from; locks it until the transaction ends.
    func isUnchanged(
        _ record: AppliedMigration, on connection: PostgresConnection
    ) async throws(PostgresError) -> Bool {
        let rows = try await connection.query(
            "SELECT down_sql IS NOT DISTINCT FROM $2 FROM \(quoted) WHERE version = $1 FOR UPDATE",
            [.text(record.key), record.downSQL.map(PostgresValue.text) ?? .null(.text)])
        return rows.count == 1 && rows.bool(0, 0)
    }

    func insert(
        _ file: MigrationFile, state: AppliedMigration.State, by actor: String,
        milliseconds: Int? = nil, on connection: PostgresConnection
    ) async throws(PostgresError) {
        let down = file.down
        try await connection.query(
            """
            INSERT INTO \(quoted) (version, name, down_sql, checksum_up, checksum_down,
              down_transactional, state, applied_by, execution_ms)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """,
            [
                .text(file.version.description), .text(file.name), .optional(down?.text),
                .text(file.up.checksum), .optional(down?.checksum),
                .bool(down?.isTransactional ?? true), .text(state.rawValue), .text(actor),
                milliseconds.map { .int4(Int32(clamping: $0)) } ?? .null(.int4),
            ])
    }

    func delete(_ key: String, on connection: PostgresConnection) async throws(PostgresError) {
        try await connection.query("DELETE FROM \(quoted) WHERE version = $1", [.text(key)])
    }

    func mark(
        _ key: String, _ state: AppliedMigration.State, _ direction: MigrationDirection,
        statementsDone: Int, on connection: PostgresConnection
    ) async throws(PostgresError) {
        try await connection.query(
            """
            UPDATE \(quoted) SET state = $2, direction = $3, statement_index = $4
            WHERE version = $1
            """,
            [
                .text(key), .text(state.rawValue), .text(direction.rawValue),
                .int4(Int32(clamping: statementsDone)),
            ])
    }

    /// Takes the file's text as the one that was applied.
    func accept(
        _ file: MigrationFile, key: String, on connection: PostgresConnection
    ) async throws(PostgresError) {
        try await connection.query(
            """
            UPDATE \(quoted) SET name = $2, checksum_up = $3, down_sql = $4, checksum_down = $5,
              down_transactional = $6
            WHERE version = $1
            """,
            [
                .text(key), .text(file.name), .text(file.up.checksum), .optional(file.down?.text),
                .optional(file.down?.checksum), .bool(file.down?.isTransactional ?? true),
            ])
    }
}

extension PostgresValue {
    static func optional(_ text: String?) -> PostgresValue { text.map(Self.text) ?? .null(.text) }
}
