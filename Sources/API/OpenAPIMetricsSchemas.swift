import LedgerCore

/// Where measurements come from, as JSON Schema.
enum OpenAPIMetricsSchemas {
    static let settings: JSONValue = .object(["oneOf": .array([prometheus, json])])

    private static let prometheus = OpenAPISchemas.object(
        ["kind", "url", "service"],
        [
            "kind": OpenAPISchemas.choice("prometheus"), "url": OpenAPISchemas.text,
            "service": OpenAPISchemas.text,
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
                    "p99": OpenAPISchemas.text,
                ]),
        ])
}
