/// What people may ask of a key.
package enum KeyCommand: Sendable, Equatable {
    case create(KeyDefinition, digest: String)
    /// - Parameter overlapSeconds: how long the old secret counts too.
    case rotate(digest: String, overlapSeconds: Int)
    case revoke
}

/// A wish that a key's state does not allow; nothing happens.
package struct KeyRefusal: Error, Sendable, Equatable {
    package enum Code: String, Sendable, CaseIterable {
        case keyUnknown = "key_unknown"
        case keyExists = "key_exists"
        case keyRevoked = "key_revoked"
        case keyExpired = "key_expired"
        case tooManyKeys = "too_many_keys"
    }

    package let code: Code
    /// For people: what stands in the way, and what to do.
    package let detail: String

    package init(_ code: Code, _ detail: String) {
        self.code = code
        self.detail = detail
    }
}

extension KeyState {
    /// Keys that are not revoked.
    package static let limit = 1000
    /// 30 days.
    package static let longestOverlapSeconds = 30 * 86_400

    /// What a command leads to: facts to record at this state's version, or a refusal.
    ///
    /// - Parameter others: keys there are that are not revoked.
    package func decide(
        _ command: KeyCommand, at now: Timestamp, among others: Int
    ) throws(KeyRefusal) -> [AccessEvent] {
        if case .create(let wanted, let digest) = command {
            guard definition == nil else { throw KeyRefusal(.keyExists, "there is such a key") }
            guard others < Self.limit else {
                throw KeyRefusal(
                    .tooManyKeys, "there are \(Self.limit) keys; revoke what nobody uses")
            }
            return [.keyCreated(.init(key: wanted, digest: digest))]
        }
        guard definition != nil else { throw KeyRefusal(.keyUnknown, "there is no such key") }
        guard revokedAt == nil else {
            throw KeyRefusal(.keyRevoked, "it is revoked; create another")
        }
        switch command {
        case .create: return []
        case .revoke: return [.keyRevoked(.init())]
        case .rotate(let digest, let overlap):
            guard status(at: now) == .active else {
                throw KeyRefusal(.keyExpired, "it has expired; create another")
            }
            return [
                .keyRotated(.init(digest: digest, previousUntil: now.adding(seconds: overlap)))
            ]
        }
    }
}
