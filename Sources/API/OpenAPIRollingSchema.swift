import LedgerCore

/// A plan's member `rolling`.
enum OpenAPIRollingSchema {
    static let rolling = OpenAPISchemas.object(
        [],
        [
            "max_surge": amount, "max_unavailable": amount, "failure_threshold": amount,
            "batch_seconds": OpenAPISchemas.whole(0, 604_800),
            "criteria": OpenAPISchemas.criteria,
        ])

    /// So many instances, or a share of them.
    private static let amount: JSONValue = .object([
        "oneOf": .array([
            OpenAPISchemas.whole(0, Slot.maximumInstances),
            .object(["type": "string", "pattern": "^[0-9]{1,3}%$"]),
        ])
    ])
}
