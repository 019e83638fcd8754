import LedgerCore

/// Where measurements come from, as JSON Schema.
enum OpenAPIMetricsSchemas {
    static let settings: JSONValue = .object(["oneOf": .array([prometheus, json, pushed])])

    private static let pushed = OpenAPISchemas.object(
        ["kind"], ["kind": OpenAPISchemas.choice("pushed")])

    private static let prometheus = OpenAPISchemas.object(
        ["kind", "url", "service"],
        [
            "kind": OpenAPISchemas.choice("prometheus"), "url": OpenAPISchemas.text,
            "service": OpenAPISchemas.text, "queries": texts,
        ])

    private static let json = OpenAPISchemas.object(
        ["kind", "url", "paths"],
        [
            "kind": OpenAPISchemas.choice("json"), "url": OpenAPISchemas.text,
            "paths": OpenAPISchemas.object(
                ["requests", "errors"],
                [
                    "requests": OpenAPISchemas.text, "errors": OpenAPISchemas.text,
                    "p50": OpenAPISchemas.text, "p95": OpenAPISchemas.text,
                    "p99": OpenAPISchemas.text, "metrics": texts,
                ]),
        ])

    static let push = OpenAPISchemas.object(
        ["samples"],
        [
            "sent_at": OpenAPISchemas.text,
            "samples": .object([
                "type": "array", "minItems": 1, "maxItems": 1000, "items": sample,
            ]),
        ])

    private static let sample = OpenAPISchemas.object(
        ["version", "seconds", "requests", "errors"],
        [
            "version": OpenAPISchemas.text, "at": OpenAPISchemas.text,
            "seconds": OpenAPISchemas.whole(1, 600),
            "requests": OpenAPISchemas.whole(0, 1_000_000_000),
            "errors": OpenAPISchemas.whole(0, 1_000_000_000),
            "latency_ms_p50": OpenAPISchemas.number(1e12),
            "latency_ms_p95": OpenAPISchemas.number(1e12),
            "latency_ms_p99": OpenAPISchemas.number(1e12),
            "metrics": .object([
                "type": "object", "additionalProperties": .object(["type": "number"]),
            ]),
        ])

    /// By name.
    private static let texts: JSONValue = .object([
        "type": "object", "additionalProperties": OpenAPISchemas.text,
    ])

    /// Each with either `max` or `min`.
    static let conditions: JSONValue = .object([
        "type": "array", "maxItems": 20,
        "items": OpenAPISchemas.object(
            ["name"],
            [
                "name": OpenAPISchemas.text, "max": .object(["type": "number"]),
                "min": .object(["type": "number"]), "advisory": .object(["type": "boolean"]),
            ]),
    ])
}
