import LedgerCore

/// What the parts of paths, queries and headers look like, by their names; the handlers are what
/// holds callers to it.
enum OpenAPIParameters {
    /// A parameter that is not known here may be any text.
    static func schema(of name: String) -> JSONValue { known[name] ?? OpenAPISchemas.text }

    private static let known: [String: JSONValue] = [
        "environment": OpenAPISchemas.name, "service": OpenAPISchemas.name,
        "freeze": OpenAPISchemas.name,
        "flag": pattern("^[A-Za-z0-9_.-]{1,128}$"),
        "deployment": id, "command": id, "rollback": id,
        "user": .object(["type": "string", "minLength": 1, "maxLength": 512]),
        "limit": OpenAPISchemas.whole(1, 1000), "wait": OpenAPISchemas.whole(0, 30),
        "position": count, "after": count, "before": count, "size": count, "from": count,
        "to": count, "Last-Event-ID": count,
        "at": .object(["type": "string", "format": "date-time"]),
        "Idempotency-Key": pattern("^[!-~]{1,200}$"),
    ]

    private static let id: JSONValue = .object(["type": "string", "format": "uuid"])
    private static let count = OpenAPISchemas.whole(0, 9_007_199_254_740_991)

    private static func pattern(_ text: JSONValue) -> JSONValue {
        .object(["type": "string", "pattern": text])
    }
}
