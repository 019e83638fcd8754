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
                "router": object(
                    ["kind", "address", "backend"],
                    ["kind": choice("haproxy"), "address": text, "backend": text]),
                "metrics": object(
                    ["kind", "url", "service"],
                    ["kind": choice("prometheus"), "url": text, "service": text]),
                "deployer": object(
                    ["kind"], ["kind": choice("http"), "healthy_checks": whole(1, 10)]),
                "policies": object(
                    [],
                    [
                        "on_new_version": choice("queue", "supersede", "reject"),
                        "automatic_rollback": automaticRollback,
                    ]),
                "live": object(["version", "slot"], ["version": text, "slot": text]),
            ]),
        "DeploymentRequest": object(
            ["version"],
            [
                "version": text, "plan": plan, "reason": text,
                "override_freeze": .object(["type": "boolean"]),
            ]),
        "StopRequest": object(["reason"], ["reason": text]),
        "FreezeRequest": object(
            ["reason"],
            [
                "reason": text, "starts_at": text, "ends_at": text,
                "days": .object([
                    "type": "array",
                    "items": choice("mon", "tue", "wed", "thu", "fri", "sat", "sun"),
                ]), "from": text, "until": text, "time_zone": text,
            ]),
        "AbortRequest": object(["reason"], ["reason": text]),
        "PromotionRequest": object(
            ["reason", "expected_stage"],
            [
                "reason": text, "expected_stage": stage, "full": .object(["type": "boolean"]),
            ]),
        "PauseRequest": object(["reason"], ["reason": text, "expected_stage": stage]),
        "ResumeRequest": object([], ["reason": text]),
        "ApprovalRequest": object(
            ["expected_stage"], ["reason": text, "expected_stage": stage]),
        "RejectionRequest": object(
            ["reason", "expected_stage"], ["reason": text, "expected_stage": stage]),
        "RetryRequest": object([], ["reason": text, "from_stage": stage]),
        "UnmarkRequest": object(["version", "reason"], ["version": text, "reason": text]),
        "RollbackRequest": object(
            ["reason"],
            ["reason": text, "to_version": text, "force": .object(["type": "boolean"])]),
        "Flag": object(["key", "enabled", "rollout_strategy"], OpenAPIFlagSchemas.flag),
        "FlagPatch": object([], OpenAPIFlagSchemas.flag),
        "FlagOverride": object(
            ["variant"], ["variant": text, "expires_at": text, "reason": text]),
        "FlagImport": object(["flags"], ["flags": OpenAPIFlagSchemas.flags, "reason": text]),
        "FlagRevert": object(["version"], ["version": whole(1, 1_000_000_000), "reason": text]),
        "Reason": object([], ["reason": text]),
        "OFREPRequest": .object([
            "type": "object",
            "properties": .object([
                "context": .object([
                    "type": "object", "properties": .object(["targetingKey": text]),
                ])
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

    static let text: JSONValue = .object(["type": "string"])

    /// Counted from 0, as `stage` in a deployment's document.
    private static let stage = whole(0, 49)

    private static let slot = object(
        ["name", "endpoint", "target"], ["name": text, "endpoint": text, "target": text])

    private static let criteria = object(
        [], ["max_error_rate": number(1), "max_latency_p99": number(3_600_000)])

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
            "strategy": choice("canary", "blue-green"), "ready_deadline_seconds": whole(1, 86_400),
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
