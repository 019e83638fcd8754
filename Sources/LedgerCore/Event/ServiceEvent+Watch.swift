extension ServiceEvent {
    /// What is live fails and would be taken back, but for this; recorded once for each bar.
    package struct RollbackBlocked: EventPayload {
        package enum Reason: String, Sendable, CaseIterable {
            /// Too soon after the start of the last rollback.
            case cooldown
            /// As many as may start within an hour have.
            case limit
            /// No earlier good version is known.
            case noTarget = "no_target"
        }

        package let reason: Reason
        /// When it may start, should the failures go on; `nil` when only a person can help.
        package let until: Timestamp?
        package let evidence: Evidence

        package init(reason: Reason, until: Timestamp?, evidence: Evidence) {
            self.reason = reason
            self.until = until
            self.evidence = evidence
        }

        package init(_ fields: FieldReader) {
            self.init(
                reason: fields.choice("reason", or: .noTarget), until: fields.optionalTime("until"),
                evidence: Evidence(fields.object("evidence")))
        }

        package var json: JSONObject {
            [
                "reason": .string(reason.rawValue), "until": .time(until),
                "evidence": .object(evidence.json),
            ]
        }
    }

    /// The version that an automatic rollback went to fails too: the one that was left is not at
    /// fault by itself, and nothing is taken back without a person from here.
    package struct RollbackIneffective: EventPayload {
        package let rollback: ID
        /// The version that was left, which is no longer marked bad.
        package let from: String
        package let to: String
        package let evidence: Evidence

        package init(rollback: ID, from: String, to: String, evidence: Evidence) {
            self.rollback = rollback
            self.from = from
            self.to = to
            self.evidence = evidence
        }

        package init(_ fields: FieldReader) {
            self.init(
                rollback: fields.id("rollback"), from: fields.version("from"),
                to: fields.version("to"), evidence: Evidence(fields.object("evidence")))
        }

        package var json: JSONObject {
            [
                "rollback": .id(rollback), "from": .string(from), "to": .string(to),
                "evidence": .object(evidence.json),
            ]
        }
    }
}
