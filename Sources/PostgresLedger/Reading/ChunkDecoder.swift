import LedgerCore
import Postgres
import Synchronization

/// Decodes the chunks of one binary `COPY`, one after the other.
final class ChunkDecoder: Sendable {
    private struct State {
        var isFirst = true
        /// Rows of the last chunk, as a guess for the next.
        var expectedCount = 0
    }

    private let state = Mutex(State())

    func decode(_ chunk: [UInt8]) -> [RecordedEvent] {
        state.withLock { state in
            var reader = CopyRowReader(chunk, isFirst: state.isFirst)
            var events: [RecordedEvent] = []
            events.reserveCapacity(state.expectedCount)
            while reader.nextRow() { events.append(Self.event(&reader)) }
            state.isFirst = false
            state.expectedCount = events.count + 16
            return events
        }
    }

    /// Takes the fields in the order of ``EventFields/columns``; `NOT NULL` ones have a value.
    private static func event(_ reader: inout CopyRowReader) -> RecordedEvent {
        let position = reader.int64()
        let version = reader.int64()
        let occurredAt = Timestamp(microseconds: reader.microseconds())
        let recordedAt = Timestamp(microseconds: reader.microseconds())
        let eventID = reader.id()
        let commandID = reader.id()
        let correlationID = reader.id()
        let causationID = reader.uuid().map(ID.init)
        let schema = Int(reader.int32())
        let stream = StreamName(stored: reader.string() ?? "")
        let type = reader.string() ?? ""
        let origin = EventOrigin(
            commandID: commandID, actor: reader.string() ?? "", client: reader.string(),
            reason: reader.string(), correlationID: correlationID, causationID: causationID,
            traceparent: reader.string())
        let event = NewEvent(
            id: eventID, type: type, schema: schema, occurredAt: occurredAt,
            data: reader.bytes() ?? [])
        return RecordedEvent(
            position: position, stream: stream, version: version, event: event, origin: origin,
            recordedAt: recordedAt)
    }
}

extension CopyRowReader {
    fileprivate mutating func id() -> ID {
        uuid().map(ID.init) ?? ID(high: 0, low: 0)
    }
}
