import LedgerCore

extension AccessEvent {
    /// One event of each name: what its golden file holds.
    static func sample(_ name: Name) -> AccessEvent {
        switch name {
        case .keyCreated:
            .keyCreated(.init(key: .example, digest: String(repeating: "0a", count: 32)))
        case .keyRotated:
            .keyRotated(
                .init(
                    digest: String(repeating: "1b", count: 32),
                    previousUntil: Example.noon.adding(seconds: 3600)))
        case .keyRevoked: .keyRevoked(.init())
        case .keyUsed: .keyUsed(.init())
        case .refused: .refused(.init(operation: "POST /v1/keys", code: "role_required"))
        }
    }
}

extension KeyDefinition {
    static let example = KeyDefinition(
        name: "ci", owner: "alice", roles: [.producer, .auditor],
        bounds: KeyBounds(environments: ["staging", "production"], services: ["api"]),
        expiresAt: Example.noon.adding(seconds: 86_400), description: "the pipeline")
}
