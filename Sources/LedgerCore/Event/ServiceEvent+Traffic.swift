extension ServiceEvent {
    package struct ShiftDecided: EventPayload {
        package enum Cause: String, Sendable, CaseIterable {
            case stage, abort, rollback, drift
            /// Old instances leave the traffic to make room for the next batch.
            case drain
        }

        package let split: TrafficSplit
        package let cause: Cause
        /// Index into the plan's stages for a stage's shift.
        package let stage: Int?

        package init(split: TrafficSplit, cause: Cause, stage: Int? = nil) {
            self.split = split
            self.cause = cause
            self.stage = stage
        }

        package init(_ fields: FieldReader) {
            self.init(
                split: TrafficSplit(fields), cause: fields.choice("cause", or: .stage),
                stage: fields.optionalInteger("stage", in: 0...1000))
        }

        package var json: JSONObject {
            [
                "split": split.json, "cause": .string(cause.rawValue), "stage": .integer(stage),
                "users": split.usersJSON,
            ]
        }
    }

    /// The router was read back and shows this attempt's split.
    package struct ShiftObserved: EventPayload {
        package let attempt: Int64
        package let split: TrafficSplit
        /// The token that the router showed; `nil` when it cannot.
        package let token: Int64?
        /// The first attempt, answered once: no late request of ours can be on its way.
        package let isClean: Bool

        package init(attempt: Int64, split: TrafficSplit, token: Int64?, isClean: Bool) {
            self.attempt = attempt
            self.split = split
            self.token = token
            self.isClean = isClean
        }

        package init(_ fields: FieldReader) {
            self.init(
                attempt: Int64(fields.integer("attempt", in: 1...Int.max)),
                split: TrafficSplit(fields),
                token: fields.optionalInteger("token").map(Int64.init),
                isClean: fields.flag("clean"))
        }

        package var json: JSONObject {
            [
                "attempt": .integer(attempt), "split": split.json, "token": .integer(token),
                "clean": .bool(isClean), "users": split.usersJSON,
            ]
        }
    }

    /// The router showed something else than what the ledger wants; set again in the same append.
    package struct Drifted: EventPayload {
        /// Percent by the router's name of the target, as read back.
        package let found: [String: Int]
        package let wanted: TrafficSplit

        package init(found: [String: Int], wanted: TrafficSplit) {
            self.found = found
            self.wanted = wanted
        }

        package init(_ fields: FieldReader) {
            var found: [String: Int] = [:]
            if case .object(let object)? = fields.value("found") {
                for member in object.members {
                    if case .integer(let percent) = member.value {
                        found[member.name] = Int(percent)
                    }
                }
            } else {
                fields.note("is required", at: "found")
            }
            self.init(found: found, wanted: TrafficSplit(fields, "wanted"))
        }

        package var json: JSONObject {
            [
                "found": .object(
                    JSONObject(
                        found.sorted { $0.key < $1.key }.map {
                            JSONObject.Member(name: $0.key, value: .integer($0.value))
                        })),
                "wanted": wanted.json, "wanted_users": wanted.usersJSON,
            ]
        }
    }
}
