extension ServiceEvent {
    package struct RollbackRequested: EventPayload {
        /// The target as resolved when it was accepted.
        package let version: String
        /// Somebody insists on a version that is marked bad.
        package let isForced: Bool

        package init(version: String, isForced: Bool) {
            self.version = version
            self.isForced = isForced
        }

        package init(_ fields: FieldReader) {
            self.init(version: fields.version("version"), isForced: fields.flag("force"))
        }

        package var json: JSONObject { ["version": .string(version), "force": .bool(isForced)] }
    }

    package struct RollbackStarted: EventPayload {
        package let rollback: ID
        /// What is left; marked bad from here. `nil` when nothing was live.
        package let from: Placement?
        package let to: Placement
        /// The requests that it carries out; those with the same target join.
        package let requests: [ID]
        /// What it rests on when nobody asked for it; `nil` when a person did.
        package let evidence: Evidence?

        package init(
            rollback: ID, from: Placement?, to: Placement, requests: [ID],
            evidence: Evidence? = nil
        ) {
            self.rollback = rollback
            self.from = from
            self.to = to
            self.requests = requests
            self.evidence = evidence
        }

        package var isAutomatic: Bool { evidence != nil }

        package init(_ fields: FieldReader) {
            self.init(
                rollback: fields.id("rollback"),
                from: fields.optionalObject("from").map(Placement.init),
                to: Placement(fields.object("to")), requests: fields.ids("requests"),
                evidence: fields.optionalObject("evidence").map(Evidence.init))
        }

        package var json: JSONObject {
            [
                "rollback": .id(rollback), "from": from.map { .object($0.json) },
                "to": .object(to.json), "requests": .array(requests.map { .id($0) }),
                "evidence": evidence.map { .object($0.json) },
            ]
        }
    }

    /// The target is live already, may no longer be gone to, or gave way to another rollback.
    package struct RollbackMoot: EventPayload {
        package let version: String
        /// The one that was under way and gave way; `nil` for one that never started.
        package let rollback: ID?
        package let settles: Settlements

        package init(version: String, rollback: ID? = nil, settles: Settlements) {
            self.version = version
            self.rollback = rollback
            self.settles = settles
        }

        package init(_ fields: FieldReader) {
            self.init(
                version: fields.version("version"), rollback: fields.optionalID("rollback"),
                settles: Settlements(fields))
        }

        package var json: JSONObject {
            ["version": .string(version), "rollback": .id(rollback), "settles": settles.json]
        }
    }

    package struct RollbackCompleted: EventPayload {
        package let rollback: ID
        package let settles: Settlements

        package init(rollback: ID, settles: Settlements) {
            self.rollback = rollback
            self.settles = settles
        }

        package init(_ fields: FieldReader) {
            self.init(rollback: fields.id("rollback"), settles: Settlements(fields))
        }

        package var json: JSONObject { ["rollback": .id(rollback), "settles": settles.json] }
    }
}

extension FieldReader {
    /// A list of ids that must be there.
    func ids(_ name: String) -> [ID] {
        guard let texts = optionalStrings(name) else {
            if value(name) == nil { note("is required", at: name) }
            return []
        }
        return texts.compactMap { text in
            if let id = ID(text) { return id }
            note("must hold UUIDs", at: name)
            return nil
        }
    }
}
