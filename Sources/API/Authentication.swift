import Crypto

/// Tells who asks, by a bearer token.
package enum Authentication: Sendable {
    /// One token for everybody, from the process' environment.
    case staticToken(SecretToken)
    /// No proof asked: only for a server that listens on loopback.
    case localAdministrator

    /// - Parameters:
    ///   - authorization: the header's value, `nil` when there was none.
    ///   - host: whom the request was addressed to, as the client wrote it.
    func principal(authorization: String?, host: String?) throws(Problem) -> Principal {
        switch self {
        case .localAdministrator:
            // A page in a browser may point a name of its own at this machine; such a name is no
            // proof of being here.
            guard let host, LoopbackHost.isLoopback(authority: host) else {
                throw Problem(
                    403, "host_not_allowed",
                    "without a token only localhost, 127.0.0.1 and [::1] are served by name")
            }
            return Principal(actor: "local:administrator")
        case .staticToken(let token):
            guard let given = authorization else {
                throw Self.challenge("send Authorization: Bearer with the server's token")
            }
            guard given.lowercased().hasPrefix("bearer "), token.matches(String(given.dropFirst(7)))
            else { throw Self.challenge("this token is not the server's") }
            return Principal(actor: "token:static")
        }
    }

    private static func challenge(_ detail: String) -> Problem {
        Problem(401, "unauthenticated", detail, headers: ["WWW-Authenticate": "Bearer"])
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
