import LedgerCore

/// Routers, and the users that they tell apart, as JSON Schema.
enum OpenAPIRouterSchemas {
    static let router: JSONValue = .object([
        "oneOf": .array([
            OpenAPISchemas.object(
                ["kind", "address", "backend"],
                [
                    "kind": OpenAPISchemas.choice("haproxy"), "address": OpenAPISchemas.text,
                    "backend": OpenAPISchemas.text, "users": users,
                ]),
            OpenAPISchemas.object(
                ["kind", "admin", "file", "route"],
                [
                    "kind": OpenAPISchemas.choice("envoy"), "admin": OpenAPISchemas.text,
                    "file": OpenAPISchemas.text, "route": OpenAPISchemas.text,
                ]),
            OpenAPISchemas.object(
                ["kind", "url"],
                [
                    "kind": OpenAPISchemas.choice("switch"), "url": OpenAPISchemas.text,
                    "keeps_tokens": .object(["type": "boolean"]),
                ]),
        ])
    ])

    static let rule = OpenAPISchemas.object(
        ["by", "name"],
        [
            "by": OpenAPISchemas.choice("header", "cookie", "bucket"),
            "name": OpenAPISchemas.text,
            "values": .object([
                "type": "array", "minItems": 1, "maxItems": .integer(UserRule.maximumValues),
                "uniqueItems": true, "items": OpenAPISchemas.text,
            ]),
            "from": OpenAPISchemas.choice("header", "cookie"), "key": OpenAPISchemas.text,
        ])

    private static let users = OpenAPISchemas.object(
        ["map", "traits"],
        [
            "map": OpenAPISchemas.text,
            "traits": .object([
                "type": "array", "minItems": 1, "maxItems": .integer(UserMap.maximumTraits),
                "items": OpenAPISchemas.object(
                    ["by", "name"],
                    [
                        "by": OpenAPISchemas.choice("header", "cookie", "bucket"),
                        "name": OpenAPISchemas.text,
                        "from": OpenAPISchemas.choice("header", "cookie"),
                        "key": OpenAPISchemas.text,
                    ]),
            ]),
        ])
}
