import EventLog
import LedgerCore
import Postgres

/// Everything that a decision rests on, in one statement and so in one snapshot.
///
/// The first row has the clock, the due row and the command; each other row an event and, in the
/// first column, the number of its stream in the query, counted from 1.
enum LoadStatement {
    static let statement = PreparedStatement(
        "load",
        """
        SELECT 0::bigint AS number, \(String(repeating: "NULL, ", count: EventFields.count))
          greatest(clock_timestamp(), h.last_at), d.at, d.urgent, d.dispatches,
          c.first_position, c.n, c.last_version, c.recorded_at, c.answer, c.request_hash
        FROM ledger.head h
        LEFT JOIN ledger.due d ON d.stream = $3
        LEFT JOIN ledger.commands c ON c.command_id = $4
        UNION ALL
        (SELECT q.number, \(EventFields.columns), \(nothing)
        FROM unnest($1::text[], $2::bigint[], $5::bigint[]) WITH ORDINALITY
          q(stream, after, most, number)
        CROSS JOIN LATERAL (
          SELECT * FROM ledger.events e WHERE e.stream = q.stream AND e.version > q.after
          ORDER BY e.version LIMIT q.most
        ) e)
        """)

    private static let nothing = Array(repeating: "NULL", count: 10).joined(separator: ", ")
    /// Where the columns of the first row begin.
    private static let first = 1 + EventFields.count

    static func values(_ query: LoadQuery) -> [PostgresValue] {
        var streams = ArrayParameter(.text)
        var versions = ArrayParameter(.int8)
        var limits = ArrayParameter(.int8)
        for tail in query.streams {
            streams.append(tail.stream.text)
            versions.append(tail.afterVersion)
            limits.append(tail.limit.map(Int64.init) ?? .max)
        }
        return [
            .array(streams), .array(versions),
            query.dueOf.map { .text($0.text) } ?? .null(.text),
            query.command.map { .uuid(high: $0.high, low: $0.low) } ?? .null(.uuid),
            .array(limits),
        ]
    }

    static func loaded(_ rows: borrowing Rows, _ query: LoadQuery) -> Loaded {
        var events = [[RecordedEvent]](repeating: [], count: query.streams.count)
        var head = 0
        for row in 0..<rows.count {
            let number = Int(rows.int64(row, 0))
            if number == 0 {
                head = row
            } else {
                events[number - 1].append(EventFields.event(rows, row, from: 1))
            }
        }
        return Loaded(
            events: events.map { $0.sorted { $0.version < $1.version } },
            now: Timestamp(microseconds: rows.microseconds(head, first)), due: due(rows, head),
            command: command(rows, head))
    }

    private static func due(_ rows: borrowing Rows, _ row: Int) -> DueRow? {
        guard !rows.isNull(row, first + 1) else { return nil }
        return DueRow(
            at: Timestamp(microseconds: rows.microseconds(row, first + 1)),
            isUrgent: rows.bool(row, first + 2), dispatches: Int(rows.int32(row, first + 3)))
    }

    private static func command(_ rows: borrowing Rows, _ row: Int) -> KnownCommand? {
        guard !rows.isNull(row, first + 4) else { return nil }
        return KnownCommand(
            requestHash: rows.array(row, first + 9), receipt: Receipt(rows, row, from: first + 4))
    }
}
