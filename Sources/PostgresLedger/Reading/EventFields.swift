import LedgerCore
import Postgres

/// The columns of an event as both ways of reading have them.
enum EventFields {
    /// In the order in which the decoders take them; `e` is the table.
    static let columns = """
        e.position, e.version, e.occurred_at, e.recorded_at, e.event_id, e.command_id, \
        e.correlation_id, e.causation_id, e.schema, e.stream, e.type, e.actor, e.client, e.reason, \
        e.traceparent, e.data
        """
    static let count = 16

    /// Decodes one row of an ordinary statement, from the column where the event begins.
    static func event(_ rows: borrowing Rows, _ row: Int, from first: Int) -> RecordedEvent {
        let event = NewEvent(
            id: ID(rows.uuid(row, first + 4)), type: rows.string(row, first + 10),
            schema: Int(rows.int32(row, first + 8)),
            occurredAt: Timestamp(microseconds: rows.microseconds(row, first + 2)),
            data: rows.array(row, first + 15))
        return RecordedEvent(
            position: rows.int64(row, first),
            stream: StreamName(stored: rows.string(row, first + 9)),
            version: rows.int64(row, first + 1), event: event,
            origin: origin(rows, row, from: first),
            recordedAt: Timestamp(microseconds: rows.microseconds(row, first + 3)))
    }

    private static func origin(
        _ rows: borrowing Rows, _ row: Int, from first: Int
    ) -> EventOrigin {
        EventOrigin(
            commandID: ID(rows.uuid(row, first + 5)), actor: rows.string(row, first + 11),
            client: rows.optionalString(row, first + 12),
            reason: rows.optionalString(row, first + 13),
            correlationID: ID(rows.uuid(row, first + 6)),
            causationID: rows.isNull(row, first + 7) ? nil : ID(rows.uuid(row, first + 7)),
            traceparent: rows.optionalString(row, first + 14))
    }
}

extension Rows {
    fileprivate func optionalString(_ row: Int, _ column: Int) -> String? {
        isNull(row, column) ? nil : string(row, column)
    }
}

extension ID {
    init(_ halves: (high: UInt64, low: UInt64)) {
        self.init(high: halves.high, low: halves.low)
    }
}
