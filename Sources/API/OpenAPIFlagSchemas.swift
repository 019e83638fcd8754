import LedgerCore

/// A flag as JSON Schema; `FlagDefinition` is what holds callers to it.
enum OpenAPIFlagSchemas {
    static let flag: JSONObject = [
        "key": text, "description": text, "owner": text, "tags": texts,
        "type": OpenAPISchemas.choice("boolean", "string", "number", "integer", "object"),
        "variants": .object(["type": "object"]), "on_variant": text, "default_variant": text,
        "off_variant": text, "enabled": .object(["type": "boolean"]),
        "rollout_strategy": OpenAPISchemas.choice(
            "all", "none", "percentage", "user_list", "gradual"),
        "rollout_percentage": OpenAPISchemas.number(100), "allowed_users": texts,
        "metadata": OpenAPISchemas.object([], ["rollout_start": text, "rollout_end": text]),
        "split": list(split), "rules": list(rule),
        "prerequisites": list(
            OpenAPISchemas.object(["flag", "variant"], ["flag": text, "variant": text])),
        "bucketing_attribute": text, "reason": text,
    ]

    /// By the chapter's `name`, or by `key`.
    static let flags: JSONValue = .object([
        "type": "array", "minItems": 1, "maxItems": .integer(FlagImport.maximumFlags),
        "items": .object(["type": "object"]),
    ])

    private static let text = OpenAPISchemas.text
    private static let texts = list(text)

    private static let split = OpenAPISchemas.object(
        ["variant", "weight"], ["variant": text, "weight": OpenAPISchemas.whole(0, 1_000_000)])

    private static let rule = OpenAPISchemas.object(
        [],
        [
            "name": text, "when": list(condition), "variant": text, "split": list(split),
            "rollout_percentage": OpenAPISchemas.number(100),
        ])

    private static let condition = OpenAPISchemas.object(
        ["attribute", "operator", "values"],
        [
            "attribute": text,
            "operator": .object([
                "type": "string",
                "enum": .strings(FlagCondition.Operator.allCases.map(\.rawValue)),
            ]),
            "values": .object(["type": "array", "minItems": 1, "maxItems": 1000]),
        ])

    private static func list(_ items: JSONValue) -> JSONValue {
        .object(["type": "array", "items": items])
    }
}
