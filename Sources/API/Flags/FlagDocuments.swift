import LedgerCore

/// Flags as the API shows them.
enum FlagDocuments {
    /// - Parameter showsTimes: not in an answer to a command, which is written before the log's
    ///   clock has spoken.
    static func document(
        of state: FlagState, at place: FlagPlace, showsTimes: Bool
    ) -> JSONObject {
        var json = state.definition?.json ?? ["key": .string(place.key)]
        json["environment"] = .string(place.environment)
        json["killed"] = .bool(state.isKilled)
        json["archived"] = state.definition == nil ? true : nil
        json["overrides"] = .integer(state.overrides.count)
        json["version"] = .integer(state.version)
        if showsTimes {
            json["created_at"] = .time(state.createdAt)
            json["changed_at"] = .time(state.changedAt)
        }
        return json
    }

    /// Strong: a version has one definition for ever.
    static func tag(_ state: FlagState) -> String { "\"\(state.version)\"" }

    static func document(of override: FlagOverride, at now: Timestamp) -> JSONObject {
        [
            "user": .string(override.user), "variant": .string(override.variant),
            "expires_at": .time(override.expiresAt),
            "expired": override.isInForce(at: now) ? nil : true,
        ]
    }

    /// What changed between two definitions, field by field.
    static func changes(
        from old: FlagDefinition?, to new: FlagDefinition?
    ) -> [JSONObject] {
        let before = old?.json ?? [:]
        let after = new?.json ?? [:]
        let names =
            before.members.map(\.name)
            + after.members.map(\.name).filter { before[$0] == nil }
        return names.compactMap { name in
            guard before[name]?.bytes != after[name]?.bytes else { return nil }
            return [
                "field": .string(name), "before": before[name] ?? .null,
                "after": after[name] ?? .null,
            ]
        }
    }

    /// One event of a flag's stream, with what it made different.
    static func history(
        _ recorded: RecordedEvent, from before: FlagState, to after: FlagState
    ) -> JSONObject {
        let changes = changes(from: before.definition, to: after.definition)
        return [
            "version": .integer(recorded.version), "type": .string(recorded.type),
            "at": .time(recorded.recordedAt), "actor": .string(recorded.origin.actor),
            "client": .string(recorded.origin.client), "reason": .string(recorded.origin.reason),
            "position": .integer(recorded.position),
            "changes": changes.isEmpty ? nil : .array(changes.map { .object($0) }),
            "data": changes.isEmpty ? try? JSONParser.parse(recorded.data) : nil,
        ]
    }
}
