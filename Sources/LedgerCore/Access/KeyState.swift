/// Everything that the rules know of one API key: the fold of its stream.
package struct KeyState: Sendable, Equatable {
    /// Version of the stream; 0 for a key that never was.
    package private(set) var version: Int64 = 0
    package private(set) var definition: KeyDefinition?
    /// SHA-256 in hexadecimal digits of the secret that counts.
    package private(set) var digest = ""
    /// The one before, and until when it counts too.
    package private(set) var previous: Previous?
    package private(set) var createdAt = Timestamp(microseconds: 0)
    package private(set) var createdBy = ""
    package private(set) var rotatedAt: Timestamp?
    package private(set) var revokedAt: Timestamp?
    /// To the day: the first use of the last day on which it was used.
    package private(set) var usedAt: Timestamp?

    package struct Previous: Sendable, Equatable {
        package let digest: String
        package let until: Timestamp
    }

    package init() {}

    package mutating func fold(_ events: some Sequence<RecordedEvent>) throws(StoredEventError) {
        for recorded in events {
            Self.evolve(&self, with: try AccessEvent(recorded), EventContext(recorded))
        }
    }

    /// Folds one more event in. Total: whatever was recorded folds, for ever.
    package static func evolve(
        _ state: inout KeyState, with event: AccessEvent, _ context: EventContext
    ) {
        state.version = context.version
        switch event {
        case .keyCreated(let fact):
            state.definition = fact.key
            state.digest = fact.digest
            state.createdAt = context.at
            state.createdBy = context.actor
        case .keyRotated(let fact):
            state.previous = Previous(digest: state.digest, until: fact.previousUntil)
            state.digest = fact.digest
            state.rotatedAt = context.at
        case .keyRevoked: state.revokedAt = state.revokedAt ?? context.at
        case .keyUsed: state.usedAt = context.at
        case .refused: break
        }
    }

    /// Counts as revoked: something was recorded that this program cannot read.
    mutating func distrust(at time: Timestamp) { revokedAt = revokedAt ?? time }

    package enum Status: String, Sendable {
        case active, expired, revoked
    }

    package func status(at now: Timestamp) -> Status {
        if revokedAt != nil { return .revoked }
        if let end = definition?.expiresAt, end <= now { return .expired }
        return .active
    }

    /// The digests of the secrets that count at a moment.
    package func digests(at now: Timestamp) -> [String] {
        guard let previous, now < previous.until else { return [digest] }
        return [digest, previous.digest]
    }
}
