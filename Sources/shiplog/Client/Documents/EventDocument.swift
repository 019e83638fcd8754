import LedgerCore

/// An event as the API shows it.
struct EventDocument: Sendable {
    let json: JSONObject

    var position: Int { json.whole("position") ?? 0 }
    var version: Int { json.whole("version") ?? 0 }
    var stream: String { json.text("stream") ?? "" }
    var type: String { json.text("type") ?? "" }
    var time: String { Wording.time(json.text("recorded_at")) ?? "-" }

    /// `2026-11-24T13:02:41Z  #48211  stage 2 passed`.
    var line: String { "\(time)  #\(position)  \(sentence)" }

    /// The deployment whose end this is.
    var endedDeployment: String? {
        switch ServiceEvent.Name(rawValue: type) {
        case .deploymentCompleted?, .deploymentAborted?, .deploymentWithdrawn?,
            .deploymentRejected?:
            json.object("data")?.text("deployment")
        default: nil
        }
    }

    /// What happened, in plain words; the type and the data where this program is older than the
    /// event.
    var sentence: String {
        let body = StoredBody(
            schema: json.whole("schema") ?? 0, data: (json.object("data") ?? JSONObject()).bytes)
        do throws(StoredEventError) {
            if let name = ServiceEvent.Name(rawValue: type) {
                return try ServiceEvent(name, body).sentence
            }
            if let name = EnvironmentEvent.Name(rawValue: type) {
                return try EnvironmentEvent(name, body).sentence
            }
            if let name = SampleEvent.Name(rawValue: type) {
                return try SampleEvent(name, body).sentence
            }
            if let name = PushEvent.Name(rawValue: type) {
                return try PushEvent(name, body).sentence
            }
            if let name = FlagEvent.Name(rawValue: type) {
                return try FlagEvent(name, body).sentence
            }
            if let name = AccessEvent.Name(rawValue: type) {
                return try AccessEvent(name, body).sentence
            }
            if let name = NotificationEvent.Name(rawValue: type) {
                return try NotificationEvent(name, body).sentence
            }
        } catch {
            return "\(type) (unreadable: \(error.description))"
        }
        return "\(type) \((json.object("data") ?? JSONObject()).line.prefix(200))"
    }
}
