import LedgerCore

/// An environment as people read it: what is forbidden now, and when a freeze begins.
enum EnvironmentDocument {
    static func of(_ state: EnvironmentState, named name: String, at now: Timestamp) -> JSONObject {
        let rules = state.rules(at: now)
        return [
            "environment": .string(name),
            "status": .string(
                rules.stop != nil ? "stopped" : rules.freeze != nil ? "frozen" : "open"),
            "stopped_at": .time(rules.stop?.at), "stopped_by": .string(rules.stop?.actor),
            "stop_reason": .string(rules.stop?.reason),
            "freeze": .string(rules.freeze?.name), "frozen_until": .time(rules.freeze?.until),
            "freezes": .array(
                state.freezes.values.sorted { $0.name < $1.name }.map { window in
                    var document = window.json
                    // The pinned offsets are for the log.
                    document["zone"] = nil
                    document["in_force_until"] = .time(window.end(at: now))
                    document["next_start"] = .time(window.nextStart(from: now))
                    return .object(document)
                }), "version": .integer(state.version), "now": .time(now),
        ]
    }
}
