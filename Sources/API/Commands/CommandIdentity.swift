import Crypto
import LedgerCore

/// What makes two requests the same command: the caller, the key, and what is asked.
struct CommandIdentity: Sendable, Equatable {
    let id: ID
    /// SHA-256 over method, path, caller and body.
    let hash: [UInt8]

    static let reused = Problem(
        422, "idempotency_key_reused",
        "this Idempotency-Key was used for another request; choose a new one")

    /// - Throws: a problem when the key is missing or malformed.
    init(_ request: APIRequest) throws(Problem) {
        let key = try Self.key(request.headers["idempotency-key"])
        // Lengths before texts: no two pairs of caller and key run together.
        let actor = request.principal.actor
        let seed = "\(actor.utf8.count):\(actor)\(key.utf8.count):\(key)"
        guard let id = ID(digest: Array(SHA256.hash(data: Array(seed.utf8)))) else {
            throw Problem(500, "internal_error", "no id for the command")
        }
        self.id = id
        var hash = SHA256()
        for part in [request.method, request.path, actor] {
            hash.update(data: Array("\(part.utf8.count):\(part)".utf8))
        }
        hash.update(data: request.body?.bytes ?? [])
        // Another version that was seen makes another request.
        if let seen = request.headers["if-match"] { hash.update(data: Array(seen.utf8)) }
        self.hash = Array(hash.finalize())
    }

    /// Takes the draft's quoted form and the bare one; 1...200 printable ASCII characters.
    private static func key(_ header: String?) throws(Problem) -> String {
        guard let header else {
            throw Problem(
                400, "idempotency_key_missing",
                "send an Idempotency-Key header, such as a UUID, so that a repeat is recognised")
        }
        var key = Substring(header)
        if key.count >= 2, key.hasPrefix("\""), key.hasSuffix("\"") {
            key = key.dropFirst().dropLast()
        }
        guard (1...200).contains(key.utf8.count),
            key.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != 0x22 })
        else {
            throw Problem(
                400, "idempotency_key_invalid",
                "an Idempotency-Key has 1 to 200 printable ASCII characters without spaces")
        }
        return String(key)
    }
}
