import LedgerCore

/// The bodies of requests as JSON Schema; `FieldReader` is what holds callers to them.
enum OpenAPISchemas {
    static let all: JSONObject = [
        "ServiceSettings": object(
            ["slots", "router", "metrics"],
            [
                "slots": .object([
                    "type": "array", "minItems": 2, "maxItems": 2, "items": slot,
                ]),
                "router": OpenAPIRouterSchemas.router,
                "metrics": OpenAPIMetricsSchemas.settings,
                "deployer": object(
                    ["kind"], ["kind": choice("http"), "healthy_checks": whole(1, 10)]),
                "policies": object(
                    [],
                    [
                        "on_new_version": choice("queue", "supersede", "reject"),
                        "automatic_rollback": automaticRollback,
                    ]),
                "live": object(["version", "slot"], ["version": version, "slot": name]),
            ]),
        "SamplePush": OpenAPIMetricsSchemas.push,
        "DeploymentRequest": object(
            ["version"],
            [
                "version": version, "plan": plan, "reason": reason,
                "override_freeze": .object(["type": "boolean"]),
            ]),
        "StopRequest": object(["reason"], ["reason": reason]),
        "FreezeRequest": object(
            ["reason"],
            [
                "reason": reason, "starts_at": text, "ends_at": text,
                "days": .object([
                    "type": "array",
                    "items": choice("mon", "tue", "wed", "thu", "fri", "sat", "sun"),
                ]), "from": text, "until": text, "time_zone": text,
            ]),
        "AbortRequest": object(["reason"], ["reason": reason]),
        "PromotionRequest": object(
            ["reason", "expected_stage"],
            [
                "reason": reason, "expected_stage": stage, "full": .object(["type": "boolean"]),
            ]),
        "PauseRequest": object(["reason"], ["reason": reason, "expected_stage": stage]),
        "ResumeRequest": object([], ["reason": reason]),
        "ApprovalRequest": object(
            ["expected_stage"], ["reason": reason, "expected_stage": stage]),
        "RejectionRequest": object(
            ["reason", "expected_stage"], ["reason": reason, "expected_stage": stage]),
        "RetryRequest": object([], ["reason": reason, "from_stage": stage]),
        "UnmarkRequest": object(["version", "reason"], ["version": version, "reason": reason]),
        "RollbackRequest": object(
            ["reason"],
            ["reason": reason, "to_version": text, "force": .object(["type": "boolean"])]),
        "Flag": object(["key", "enabled", "rollout_strategy"], OpenAPIFlagSchemas.flag),
        "FlagPatch": object([], OpenAPIFlagSchemas.flag),
        "FlagOverride": object(
            ["variant"], ["variant": text, "expires_at": text, "reason": reason]),
        "FlagImport": object(["flags"], ["flags": OpenAPIFlagSchemas.flags, "reason": reason]),
        "FlagRevert": object(["version"], ["version": whole(1, 1_000_000_000), "reason": reason]),
        "Reason": object([], ["reason": reason]),
        "KeyRequest": object(
            ["name", "roles"],
            [
                "name": text, "owner": text, "description": text, "reason": reason,
                "roles": .object([
                    "type": "array", "minItems": 1,
                    "items": .object([
                        "type": "string", "enum": .strings(Role.allCases.map(\.rawValue)),
                    ]),
                ]),
                "environments": names, "services": names, "expires_at": text,
                "expires_in_seconds": whole(60, 315_360_000),
            ]),
        "KeyRotation": object(
            [],
            ["overlap_seconds": whole(0, KeyState.longestOverlapSeconds), "reason": reason]),
        "OFREPRequest": .object([
            "type": "object",
            "properties": .object([
                "context": .object([
                    "type": "object", "properties": .object(["targetingKey": text]),
                ])
            ]),
        ]),
        "OFREPFailure": .object([
            "type": "object", "required": .strings(["errorCode"]),
            "properties": .object([
                "key": text, "errorCode": text, "errorDetails": text,
            ]),
        ]),
        "Problem": .object([
            "type": "object", "required": .strings(["type", "title", "status", "code", "detail"]),
            "properties": .object([
                "type": text, "title": text, "status": whole(400, 599), "code": text,
                "detail": text, "instance": text,
            ]),
        ]),
    ]

    private static let names: JSONValue = .object([
        "type": "array", "minItems": 1, "maxItems": .integer(KeyBounds.limit), "items": text,
    ])

    static let text: JSONValue = .object(["type": "string"])

    /// Of environments, services, slots and targets; ``FieldReader/isName(_:)``.
    static let name: JSONValue = .object([
        "type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$",
    ])

    private static let version: JSONValue = .object([
        "type": "string", "pattern": #"^[!#-\[\]-~]{1,200}$"#,
    ])

    private static let reason: JSONValue = .object([
        "type": "string", "minLength": 1, "maxLength": 1000,
    ])

    private static let url: JSONValue = .object([
        "type": "string", "pattern": #"^https?://[^/@?#"\\<>\s][^@?#"\\<>\s]{0,400}$"#,
    ])

    /// Counted from 0, as `stage` in a deployment's document.
    private static let stage = whole(0, 49)

    /// With an endpoint and a target, or with instances that have them.
    private static let slot = object(
        ["name"],
        [
            "name": name, "endpoint": url, "target": name,
            "instances": .object([
                "type": "array", "minItems": 1, "maxItems": .integer(Slot.maximumInstances),
                "items": object(
                    ["endpoint", "target"], ["name": name, "endpoint": url, "target": name]),
            ]),
        ])

    static let criteria = object(
        [],
        [
            "max_error_rate": number(1), "min_success_rate": number(1),
            "max_latency_p50": number(3_600_000), "max_latency_p99": number(3_600_000),
            "metrics": OpenAPIMetricsSchemas.conditions,
            "advisory": .object([
                "type": "array", "maxItems": 6,
                "items": .object([
                    "type": "string",
                    "enum": .strings(Criteria.Condition.allCases.map(\.rawValue)),
                ]),
            ]),
        ])

    private static let policy = choice("hold", "abort", "continue")

    private static let automaticRollback = object(
        [],
        [
            "criteria": criteria, "window_seconds": whole(1, 600),
            "interval_seconds": whole(1, 3600), "warm_up_seconds": whole(0, 3600),
            "failed_looks": whole(1, 20), "min_requests": whole(1, 1_000_000),
            "min_errors": whole(1, 1_000_000), "cooldown_seconds": whole(0, 86_400),
            "max_rollbacks_per_hour": whole(1, 20),
        ])

    private static let plan = object(
        [],
        [
            "strategy": choice("canary", "blue-green", "rolling", "ab-test"),
            "route": OpenAPIRouterSchemas.rule, "winner": choice("person", "judge"),
            "ready_deadline_seconds": whole(1, 86_400),
            "shift_deadline_seconds": whole(1, 86_400), "deadline_seconds": whole(1, 2_592_000),
            "stages": .object([
                "type": "array", "minItems": 1, "maxItems": 50,
                "items": object(
                    ["percent", "duration_seconds"],
                    [
                        "percent": whole(1, 100), "duration_seconds": whole(0, 604_800),
                        "approvals": whole(0, 10),
                        "criteria": criteria,
                    ]),
            ]),
            "rolling": OpenAPIRollingSchema.rolling,
            "approval": object(
                [],
                [
                    "author_may_approve": .object(["type": "boolean"]),
                    "deadline_seconds": whole(1, 2_592_000),
                ]),
            "analysis": object(
                [],
                [
                    "judge": choice("sequential", "guarded-ratio"),
                    "interval_seconds": whole(1, 3600), "warm_up_seconds": whole(0, 3600),
                    "min_requests": whole(1, 1_000_000), "min_errors": whole(1, 1_000_000),
                    "failure_limit": whole(0, 100), "allowed_increase": number(10),
                    "hold_deadline_seconds": whole(1, 604_800),
                    "consecutive_failure_limit": whole(0, 100),
                    "underpowered": choice("warn", "lengthen", "refuse"),
                    "on_insufficient": policy, "insufficient_limit": whole(0, 1000),
                    "on_no_data": policy, "no_data_limit": whole(0, 1000),
                    "on_error": policy, "error_limit": whole(0, 1000),
                ]),
        ])

    static func object(_ required: [String], _ properties: JSONObject) -> JSONValue {
        .object([
            "type": "object", "required": .strings(required), "properties": .object(properties),
            "additionalProperties": false,
        ])
    }

    static func choice(_ values: String...) -> JSONValue {
        .object(["type": "string", "enum": .strings(values)])
    }

    static func whole(_ least: Int, _ most: Int) -> JSONValue {
        .object(["type": "integer", "minimum": .integer(least), "maximum": .integer(most)])
    }

    static func number(_ most: Double) -> JSONValue {
        .object(["type": "number", "minimum": 0, "maximum": .number(most)])
    }
}
