extension Shape {
    /// What an environment has; `base` has the same, all of it optional.
    static let environment = Shape.record(chapter + own, others: nil)

    private static let chapter = [
        Field(
            name: "api_url", shape: .url(schemes: ["http", "https"]),
            summary: "Where the environment's API is reached.", isRequired: true),
        Field(
            name: "database_url", shape: .url(schemes: ["postgres", "postgresql"]),
            summary: "The Postgres database.", isRequired: true, isSecret: true),
        Field(
            name: "redis_url", shape: .url(schemes: ["redis", "rediss", "unix"]),
            summary: "The Redis server.", isRequired: true, isSecret: true),
        Field(
            name: "log_level",
            shape: .word(["TRACE", "DEBUG", "INFO", "NOTICE", "WARNING", "ERROR", "CRITICAL"]),
            summary: "The least that is logged.", whenAbsent: .text("INFO")),
        Field(
            name: "debug", shape: .flag, summary: "Shows inner workings; never in production.",
            whenAbsent: .flag(false)),
        Field(
            name: "feature_flags", shape: .table(.flag), summary: "Flags by key: on or off.",
            whenAbsent: .record([])),
        Field(
            name: "rate_limits", shape: .table(.integer(1...Int.max)),
            summary: "Limits by name, such as requests_per_minute.", whenAbsent: .record([])),
        Field(
            name: "llm_config", shape: llm, summary: "What agents ask their model with.",
            whenAbsent: .record([])),
    ]

    private static let llm = Shape.record(
        [
            Field(name: "model", shape: .text, summary: "The model's name."),
            // The widest range that a provider of chat models takes.
            Field(name: "temperature", shape: .number(0...2), summary: "0 is the steadiest."),
            Field(
                name: "max_tokens", shape: .integer(1...10_000_000),
                summary: "The longest answer, in tokens."),
            Field(
                name: "api_key", shape: .text, summary: "The provider's key; use a reference.",
                isSecret: true),
        ], others: .anything)

    private static let own = [
        Field(
            name: "outbound_allow", shape: .list(.text, most: 256),
            summary: "Networks that workers may connect to, such as 10.0.0.0/8:8001.",
            whenAbsent: .list([])),
        Field(
            name: "policies",
            shape: .record(
                [
                    Field(
                        name: "cooldown_seconds", shape: .integer(0...86_400),
                        summary: "No automatic rollback for so long after one."),
                    Field(
                        name: "max_rollbacks_per_hour", shape: .integer(1...60),
                        summary: "Automatic rollbacks of a service within an hour."),
                ], others: nil), summary: "What deployments have where their plan is silent.",
            whenAbsent: .record([])),
    ]
}
