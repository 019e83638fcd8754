import Crypto
import LedgerCore

/// How callers without an API key prove who they are; a key counts whichever it is.
package enum Authentication: Sendable {
    /// One token from the process' environment, for the administrator.
    case staticToken(SecretToken)
    /// No proof asked: only for a server that listens on loopback.
    case localAdministrator
    /// Nobody without a key.
    case keysOnly

    var asksForKeys: Bool { if case .keysOnly = self { true } else { false } }

    /// - Parameters:
    ///   - bearer: what was shown, if it is no key.
    ///   - host: whom the request was addressed to, as the client wrote it.
    func principal(bearer: String?, host: String?) throws(Problem) -> Principal {
        switch self {
        case .localAdministrator:
            // A page in a browser may point a name of its own at this machine; such a name is no
            // proof of being here.
            guard let host, LoopbackHost.isLoopback(authority: host) else {
                throw Problem(
                    403, "host_not_allowed",
                    "without a token only localhost, 127.0.0.1 and [::1] are served by name")
            }
            return .administrator("local:administrator")
        case .staticToken(let token):
            guard let bearer else {
                throw Self.challenge("send Authorization: Bearer with a key or the server's token")
            }
            guard token.matches(bearer) else {
                throw Self.challenge("this is neither a key nor the server's token")
            }
            return .administrator("token:static")
        case .keysOnly:
            throw Self.challenge("send Authorization: Bearer with a key; see shiplog keys")
        }
    }

    static func challenge(_ detail: String, code: String = "unauthenticated") -> Problem {
        Problem(401, code, detail, headers: ["WWW-Authenticate": "Bearer"])
    }
}

extension AccessBook {
    /// Whose key it is, and what it may do now.
    ///
    /// What is told of a key is told to who has its secret only.
    func principal(_ bearer: String, at now: Timestamp) throws(Problem) -> Principal {
        guard let text = KeyText(bearer) else {
            throw Authentication.challenge(
                "this key was mistyped or cut short: its checksum is wrong", code: "key_mistyped")
        }
        let digest = text.digest
        guard let key = keys[text.id], let definition = key.definition,
            key.digests(at: now).contains(where: { $0.hasSameSecret(as: digest) })
        else {
            throw Authentication.challenge("no such key counts here", code: "key_unknown")
        }
        switch key.status(at: now) {
        case .revoked: throw Authentication.challenge("this key is revoked", code: "key_revoked")
        case .expired: throw Authentication.challenge("this key has expired", code: "key_expired")
        case .active:
            return Principal(
                actor: definition.actor, roles: definition.allRoles, bounds: definition.bounds,
                key: text.id)
        }
    }
}

extension KeyText {
    /// SHA-256 in 64 hexadecimal digits; the secret has 256 bits, so no slower hash is needed.
    var digest: String {
        SHA256.hash(data: Array(text.utf8))
            .map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

extension String {
    /// Compares in a time that tells nothing of where they differ.
    fileprivate func hasSameSecret(as other: String) -> Bool {
        guard utf8.count == other.utf8.count else { return false }
        return zip(utf8, other.utf8).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

/// A secret that cannot be printed: only its digest is kept, and compared in constant time.
package struct SecretToken: Sendable {
    private let digest: SHA256Digest

    /// - Returns: `nil` for fewer than 16 bytes: too easy to guess.
    package init?(_ text: String) {
        guard text.utf8.count >= 16 else { return nil }
        digest = SHA256.hash(data: Array(text.utf8))
    }

    /// Digests compare in constant time, whatever was given.
    func matches(_ text: String) -> Bool { SHA256.hash(data: Array(text.utf8)) == digest }
}

extension SecretToken: CustomStringConvertible, CustomDebugStringConvertible {
    package var description: String { "<redacted>" }
    package var debugDescription: String { "<redacted>" }
}
