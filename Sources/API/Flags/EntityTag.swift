import Crypto

/// A strong validator of a body: the same bytes have the same tag, in every process.
struct EntityTag: Sendable, Equatable {
    /// With its quotes.
    let text: String

    init(hashing bytes: [UInt8]) {
        let digits = SHA256.hash(data: bytes).prefix(16).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
        text = "\"\(digits.joined())\""
    }

    /// Whether an `If-None-Match` names it; a weak spelling of it will do (RFC 9110, 13.1.2).
    func isAmong(_ header: String?) -> Bool {
        guard let header else { return false }
        return header.split(separator: ",").contains { part in
            var tag = part.drop { $0 == " " }
            while tag.last == " " { tag.removeLast() }
            if tag == "*" { return true }
            if tag.hasPrefix("W/") { tag = tag.dropFirst(2) }
            return tag == text
        }
    }
}
