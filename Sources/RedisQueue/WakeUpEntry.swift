import LedgerCore
import Redis
import WorkQueue

/// How a wake-up is written into a Redis stream: ids only, because payloads stay in Postgres.
enum WakeUpEntry {
    static func fields(of wakeUp: WakeUp) -> [String] {
        var fields = ["stream", wakeUp.stream.text]
        if let command = wakeUp.command { fields += ["command", "\(command)"] }
        if let traceparent = wakeUp.traceparent { fields += ["traceparent", traceparent] }
        return fields
    }

    /// Reads the names and values of an entry; `nil` when somebody else wrote it.
    ///
    /// Unknown names are passed over, so that an older worker can read what a newer one wrote.
    static func wakeUp(in lane: Lane, from fields: [RedisReply]) -> WakeUp? {
        guard let stream = value(of: "stream", in: fields), !stream.isEmpty else { return nil }
        let text = value(of: "command", in: fields)
        let command = text.flatMap { ID($0) }
        guard text == nil || command != nil else { return nil }
        return WakeUp(
            stream: StreamName(stored: stream), lane: lane, command: command,
            traceparent: value(of: "traceparent", in: fields))
    }

    private static func value(of name: String, in fields: [RedisReply]) -> String? {
        let names = stride(from: 0, to: fields.count - 1, by: 2)
        return names.first { fields[$0].text == name }.flatMap { fields[$0 + 1].text }
    }
}
