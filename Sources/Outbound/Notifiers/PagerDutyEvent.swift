import LedgerCore

/// A message as PagerDuty's Events API v2 has it.
enum PagerDutyEvent {
    /// Of a summary, in characters.
    static let summaryLimit = 1024

    static func body(of message: NotificationMessage, key: Secret) -> [UInt8] {
        let event: JSONObject = [
            "routing_key": .string(key.text), "event_action": "trigger",
            "dedup_key": .id(message.id), "client": "Shiplog",
            "payload": .object(payload(message)),
        ]
        return event.bytes
    }

    private static func payload(_ message: NotificationMessage) -> JSONObject {
        let source = message.source
        let summary = "\(source.service): \(message.title)".unicodeScalars.prefix(summaryLimit)
        return [
            "summary": .string(String(String.UnicodeScalarView(summary))),
            "source": .string("\(source.environment)/\(source.service)"),
            "severity": .string(severity(message.notice.severity)), "timestamp": .time(source.at),
            "component": .string(source.service), "group": .string(source.environment),
            "class": .string(message.notice.kind.rawValue),
            "custom_details": .object([
                "text": .string(message.text), "event": .string(source.type),
                "position": .integer(source.position), "count": .integer(message.count),
            ]),
        ]
    }

    private static func severity(_ severity: Severity) -> String {
        switch severity {
        case .info: "info"
        case .warn: "warning"
        case .page: "critical"
        }
    }
}
