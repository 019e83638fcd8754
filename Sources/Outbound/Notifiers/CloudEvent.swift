import LedgerCore

/// A message as CloudEvents 1.0 have it, structured in JSON.
enum CloudEvent {
    static func body(of message: NotificationMessage) -> [UInt8] {
        let source = message.source
        let event: JSONObject = [
            "specversion": "1.0", "id": .id(message.id),
            "source": .string("/v1/environments/\(source.environment)/services/\(source.service)"),
            "type": .string("shiplog.\(source.type)"), "time": .time(source.at),
            "subject": .string("\(source.environment)/\(source.service)"),
            "datacontenttype": "application/json", "data": .object(data(message)),
        ]
        return event.bytes
    }

    private static func data(_ message: NotificationMessage) -> JSONObject {
        let source = message.source
        return [
            "event_id": .id(source.id), "position": .integer(source.position),
            "environment": .string(source.environment), "service": .string(source.service),
            "kind": .string(message.notice.kind.rawValue),
            "severity": .string(message.notice.severity.rawValue),
            "title": .string(message.title), "text": .string(message.text),
            "count": .integer(message.count),
        ]
    }
}
