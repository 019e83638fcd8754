import Crypto

/// Stands for an event's payload in its entry: hides the payload, and allows no other.
///
/// The salt keeps a short payload from being found by trying all that it could be. Without salt and
/// payload, both redacted, the commitment still is in the tree, so every proof still holds.
package struct PayloadCommitment: Sendable, Equatable {
    package static let saltSize = 16

    /// `sha256:` and 64 digits.
    package let text: String

    /// - Throws: ``CanonicalError`` when the payload has no canonical form.
    package init(data: [UInt8], salt: [UInt8]) throws(CanonicalError) {
        self.init(try CanonicalParser.parse(data), salt: salt)
    }

    /// Of SHA-256 over the salt and the payload's canonical form.
    package init(_ data: CanonicalValue, salt: [UInt8]) {
        var hash = SHA256()
        hash.update(data: salt)
        hash.update(data: data.bytes)
        text = "sha256:" + Hexadecimal.text(of: hash.finalize())
    }
}
