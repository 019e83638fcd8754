package import LedgerCore

/// The windows that keep automatic rollbacks back, as people read them.
package enum RollbackWindow {
    /// - Parameter now: by the log's clock; the windows are of this moment.
    package static func document(of state: ServiceState, at now: Timestamp) -> JSONObject {
        let record = state.rollbacks
        guard let policy = state.settings?.policies.automaticRollback else {
            return [
                "automatic": "off", "now": .time(now),
                "last_rollback_at": .time(record.lastStartedAt),
            ]
        }
        let bar = record.window(policy, at: now)
        return [
            "automatic": record.isSuspended ? "suspended" : "on", "now": .time(now),
            "last_rollback_at": .time(record.lastStartedAt),
            "cooldown_seconds": .integer(policy.cooldownSeconds),
            "cooldown_until": .time(record.cooldownEnd(policy).flatMap { $0 > now ? $0 : nil }),
            "max_rollbacks_per_hour": .integer(policy.maxRollbacksPerHour),
            "started_in_last_hour": .integer(record.startsInLastHour(at: now).count),
            "blocked_by": .string(bar?.reason.rawValue), "blocked_until": .time(bar?.until),
            "target": .string(state.lastGood),
        ]
    }
}
