import LedgerCore
import Postgres
import Transparency

/// The statements of ``PostgresSealStore``, and how their rows are read.
enum SealStatements {
    static let records = PreparedStatement(
        "seal_records",
        """
        SELECT \(EventFields.columns), e.salt FROM ledger.events e
        WHERE e.position > $1 ORDER BY e.position LIMIT $2
        """)

    static let logSize = PreparedStatement("seal_log_size", "SELECT size FROM ledger.head")

    static let latest = PreparedStatement(
        "seal_latest", "SELECT note FROM ledger.checkpoints ORDER BY size DESC LIMIT 1")

    static let tiles = PreparedStatement(
        "seal_tiles",
        """
        SELECT t.level, t.index, t.hashes FROM ledger.tiles t
        JOIN unnest($1::integer[], $2::bigint[]) q(level, index)
          ON q.level = t.level AND q.index = t.index
        """)

    static let save = PreparedStatement(
        "seal_save", "SELECT ledger.seal($1, $2, $3, $4, $5, $6, $7)")

    static func records(_ rows: borrowing Rows) throws -> [LedgerRecord] {
        var records: [LedgerRecord] = []
        records.reserveCapacity(rows.count)
        for row in 0..<rows.count {
            let event = EventFields.event(rows, row, from: 0)
            let salt = rows.array(row, EventFields.count)
            guard let data = try? CanonicalParser.parse(event.data) else {
                throw SealError.payload(position: event.position)
            }
            let payload = PayloadCommitment(data, salt: salt)
            records.append(
                LedgerRecord(entry: LedgerEntry(event, payload), data: data, salt: salt))
        }
        return records
    }

    static func tiles(_ rows: borrowing Rows) -> [TileID: [TreeHash]] {
        var tiles: [TileID: [TreeHash]] = [:]
        for row in 0..<rows.count {
            let id = TileID(level: Int(rows.int32(row, 0)), index: rows.int64(row, 1))
            tiles[id] = Tile(id: id, bytes: rows.array(row, 2))?.hashes
        }
        return tiles
    }

    static func values(_ seal: Seal) -> [PostgresValue] {
        var levels = ArrayParameter(.int4)
        var indexes = ArrayParameter(.int8)
        var hashes = ArrayParameter(.bytea)
        for tile in seal.tiles {
            levels.append(Int32(clamping: tile.id.level))
            indexes.append(tile.id.index)
            hashes.append(tile.bytes)
        }
        let checkpoint = seal.checkpoint.checkpoint
        return [
            .int8(seal.previousSize), .int8(checkpoint.size), .bytea(checkpoint.root.bytes),
            .text(seal.checkpoint.note.encoded), .array(levels), .array(indexes), .array(hashes),
        ]
    }
}

extension LedgerEntry {
    /// The entry of a recorded event.
    init(_ event: RecordedEvent, _ payload: PayloadCommitment) {
        self.init(
            position: event.position, stream: event.stream.text, version: event.version,
            id: event.event.id.description, type: event.type, schema: Int64(event.event.schema),
            time: (event.event.occurredAt ?? event.recordedAt).description,
            recorded: event.recordedAt.description,
            actor: event.origin.actor, client: event.origin.client, reason: event.origin.reason,
            command: event.origin.commandID.description,
            correlation: event.origin.correlationID.description,
            causation: event.origin.causationID?.description,
            traceparent: event.origin.traceparent, payload: payload)
    }
}
