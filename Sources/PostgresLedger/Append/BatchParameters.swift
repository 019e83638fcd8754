import EventLog
import LedgerCore
import Postgres

/// The arrays that `ledger.append` takes, filled anew for each batch in the same memory.
struct BatchParameters {
    private var commands = CommandColumns()
    private var parts = PartColumns()
    private var events = EventColumns()

    var values: [PostgresValue] { commands.values + parts.values + events.values }

    mutating func fill(_ requests: some Sequence<AppendRequest>) {
        commands.removeAll()
        parts.removeAll()
        events.removeAll()
        for request in requests {
            commands.append(request, firstPart: parts.count + 1)
            for part in request.parts {
                parts.append(part, command: commands.count)
                for (index, event) in part.events.enumerated() {
                    events.append(event, part: parts.count, number: index + 1)
                }
            }
        }
    }
}

/// One element for each part of each command.
private struct PartColumns {
    private var command = ArrayParameter(.int4)
    private var stream = ArrayParameter(.text)
    private var expected = ArrayParameter(.int8)
    private var eventCount = ArrayParameter(.int4)

    var count: Int { command.count }

    var values: [PostgresValue] {
        [.array(command), .array(stream), .array(expected), .array(eventCount)]
    }

    mutating func removeAll() {
        command.removeAll()
        stream.removeAll()
        expected.removeAll()
        eventCount.removeAll()
    }

    mutating func append(_ part: StreamAppend, command number: Int) {
        command.append(Int32(number))
        stream.append(part.stream.text)
        if let version = part.expectedVersion {
            expected.append(version)
        } else {
            expected.appendNull()
        }
        eventCount.append(Int32(part.events.count))
    }
}

/// One element for each event of each part.
private struct EventColumns {
    private var part = ArrayParameter(.int4)
    private var number = ArrayParameter(.int4)
    private var id = ArrayParameter(.uuid)
    private var type = ArrayParameter(.text)
    private var schema = ArrayParameter(.int4)
    private var occurredAt = ArrayParameter(.timestamptz)
    private var data = ArrayParameter(.json)

    var values: [PostgresValue] {
        [
            .array(part), .array(number), .array(id), .array(type), .array(schema),
            .array(occurredAt), .array(data),
        ]
    }

    mutating func removeAll() {
        part.removeAll()
        number.removeAll()
        id.removeAll()
        type.removeAll()
        schema.removeAll()
        occurredAt.removeAll()
        data.removeAll()
    }

    mutating func append(_ event: NewEvent, part partNumber: Int, number eventNumber: Int) {
        part.append(Int32(partNumber))
        number.append(Int32(eventNumber))
        id.append(event.id)
        type.append(event.type)
        schema.append(Int32(truncatingIfNeeded: event.schema))
        occurredAt.append(event.occurredAt)
        data.append(event.data)
    }
}
