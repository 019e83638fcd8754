extension ServiceEvent {
    package struct DeployDecided: EventPayload {
        package let target: Placement
        /// Names of the slot's instances that are told; `nil` for all of them.
        package let instances: [String]?

        package init(target: Placement, instances: [String]? = nil) {
            self.target = target
            self.instances = instances
        }

        package init(_ fields: FieldReader) {
            self.init(
                target: Placement(fields.object("target")),
                instances: fields.optionalStrings("instances"))
        }

        package var json: JSONObject {
            ["target": .object(target.json), "instances": instances.map { .strings($0) }]
        }
    }

    /// The other side said yes to an attempt; whether it is so is observed separately.
    package struct Acknowledged: EventPayload {
        /// Position of the intent or of the attempt that was answered.
        package let attempt: Int64
        /// Names of the instances that did not accept, as far as their deployment tolerates it.
        package let failed: [String]

        package init(attempt: Int64, failed: [String] = []) {
            self.attempt = attempt
            self.failed = failed
        }

        package init(_ fields: FieldReader) {
            self.init(
                attempt: Int64(fields.integer("attempt", in: 1...Int.max)),
                failed: fields.optionalStrings("failed") ?? [])
        }

        package var json: JSONObject {
            ["attempt": .integer(attempt), "failed": failed.isEmpty ? nil : .strings(failed)]
        }
    }

    package struct EffectFailed: EventPayload {
        package let attempt: Int64
        /// An outbound error's code, such as `unreachable`, or `not_in_force`.
        package let code: String
        /// It may have been carried out all the same.
        package let isUnknown: Bool
        package let retryAt: Timestamp
        /// For people; no secret, no body.
        package let detail: String

        package init(
            attempt: Int64, code: String, isUnknown: Bool, retryAt: Timestamp, detail: String
        ) {
            self.attempt = attempt
            self.code = code
            self.isUnknown = isUnknown
            self.retryAt = retryAt
            self.detail = detail
        }

        package init(_ fields: FieldReader) {
            self.init(
                attempt: Int64(fields.integer("attempt", in: 1...Int.max)),
                code: fields.string("code"), isUnknown: fields.flag("unknown"),
                retryAt: fields.time("retry_at"), detail: fields.string("detail"))
        }

        package var json: JSONObject {
            [
                "attempt": .integer(attempt), "code": .string(code), "unknown": .bool(isUnknown),
                "retry_at": .time(retryAt), "detail": .string(detail),
            ]
        }
    }

    /// The instances reported the wanted version healthy several times in a row.
    package struct Deployed: EventPayload {
        package let target: Placement
        package let healthyChecks: Int
        /// Names of the slot's instances that were asked; `nil` for all of them.
        package let instances: [String]?
        /// Of these, the ones that did not come up and are gone on without.
        package let failed: [String]

        package init(
            target: Placement, healthyChecks: Int, instances: [String]? = nil,
            failed: [String] = []
        ) {
            self.target = target
            self.healthyChecks = healthyChecks
            self.instances = instances
            self.failed = failed
        }

        package init(_ fields: FieldReader) {
            self.init(
                target: Placement(fields.object("target")),
                healthyChecks: fields.integer("healthy_checks", in: 0...100),
                instances: fields.optionalStrings("instances"),
                failed: fields.optionalStrings("failed") ?? [])
        }

        package var json: JSONObject {
            [
                "target": .object(target.json), "healthy_checks": .integer(healthyChecks),
                "instances": instances.map { .strings($0) },
                "failed": failed.isEmpty ? nil : .strings(failed),
            ]
        }
    }

    /// Takes over an open effect, or tries it again: its position is the new fencing token.
    package struct AttemptStarted: EventPayload {
        /// Position of the intent.
        package let intent: Int64
        /// 2 and up; the intent itself was the first.
        package let number: Int
        package let worker: String

        package init(intent: Int64, number: Int, worker: String) {
            self.intent = intent
            self.number = number
            self.worker = worker
        }

        package init(_ fields: FieldReader) {
            self.init(
                intent: Int64(fields.integer("intent", in: 1...Int.max)),
                number: fields.integer("number", in: 2...Int.max), worker: fields.string("worker"))
        }

        package var json: JSONObject {
            [
                "intent": .integer(intent), "number": .integer(number), "worker": .string(worker),
            ]
        }
    }

    /// Dispatched again and again without progress; it is looked at less often until a person acts.
    package struct SagaStalled: EventPayload {
        package let dispatches: Int
        package let detail: String

        package init(dispatches: Int, detail: String) {
            self.dispatches = dispatches
            self.detail = detail
        }

        package init(_ fields: FieldReader) {
            self.init(
                dispatches: fields.integer("dispatches", in: 0...Int.max),
                detail: fields.string("detail"))
        }

        package var json: JSONObject {
            ["dispatches": .integer(dispatches), "detail": .string(detail)]
        }
    }
}
