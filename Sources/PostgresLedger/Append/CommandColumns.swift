import EventLog
import LedgerCore
import Postgres

/// One element for each command of a batch.
struct CommandColumns {
    private var id = ArrayParameter(.uuid)
    private var hash = ArrayParameter(.bytea)
    private var firstPart = ArrayParameter(.int4)
    private var eventCount = ArrayParameter(.int4)
    private var answer = ArrayParameter(.json)
    private var due = ArrayParameter(.int2)
    private var dueAt = ArrayParameter(.timestamptz)
    private var isUrgent = ArrayParameter(.bool)
    private var origin = OriginColumns()

    var count: Int { id.count }

    var values: [PostgresValue] {
        [
            .array(id), .array(hash), .array(firstPart), .array(eventCount), .array(answer),
            .array(due), .array(dueAt), .array(isUrgent),
        ] + origin.values
    }

    mutating func removeAll() {
        id.removeAll()
        hash.removeAll()
        firstPart.removeAll()
        eventCount.removeAll()
        answer.removeAll()
        due.removeAll()
        dueAt.removeAll()
        isUrgent.removeAll()
        origin.removeAll()
    }

    mutating func append(_ request: AppendRequest, firstPart number: Int) {
        id.append(request.commandID)
        hash.append(request.requestHash)
        firstPart.append(Int32(number))
        eventCount.append(Int32(request.eventCount))
        if let bytes = request.answer { answer.append(bytes) } else { answer.appendNull() }
        append(request.due)
        origin.append(request.origin)
    }

    /// The numbers are those of `c_due` in `ledger.append`.
    private mutating func append(_ change: DueChange) {
        switch change {
        case .keep: append(0, at: nil, isUrgent: false)
        case .clear: append(1, at: nil, isUrgent: false)
        case .set(let time, let isUrgent): append(2, at: time, isUrgent: isUrgent)
        case .bringForward(let time, let isUrgent): append(3, at: time, isUrgent: isUrgent)
        }
    }

    private mutating func append(_ change: Int16, at time: Timestamp?, isUrgent urgent: Bool) {
        due.append(change)
        dueAt.append(time)
        isUrgent.append(urgent)
    }
}

/// Who caused the commands of a batch, and why.
private struct OriginColumns {
    private var actor = ArrayParameter(.text)
    private var client = ArrayParameter(.text)
    private var reason = ArrayParameter(.text)
    private var correlation = ArrayParameter(.uuid)
    private var causation = ArrayParameter(.uuid)
    private var traceparent = ArrayParameter(.text)

    var values: [PostgresValue] {
        [
            .array(actor), .array(client), .array(reason), .array(correlation), .array(causation),
            .array(traceparent),
        ]
    }

    mutating func removeAll() {
        actor.removeAll()
        client.removeAll()
        reason.removeAll()
        correlation.removeAll()
        causation.removeAll()
        traceparent.removeAll()
    }

    mutating func append(_ origin: EventOrigin) {
        actor.append(origin.actor)
        client.append(origin.client)
        reason.append(origin.reason)
        correlation.append(origin.correlationID)
        causation.append(origin.causationID)
        traceparent.append(origin.traceparent)
    }
}

extension ArrayParameter {
    mutating func append(_ id: ID) { append(uuid: (id.high, id.low)) }

    mutating func append(_ id: ID?) {
        if let id { append(id) } else { appendNull() }
    }

    mutating func append(_ text: String?) {
        if let text { append(text) } else { appendNull() }
    }

    mutating func append(_ time: Timestamp?) {
        if let time { append(unixMicroseconds: time.microseconds) } else { appendNull() }
    }
}
