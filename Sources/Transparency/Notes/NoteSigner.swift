import Crypto

/// A private key with its name. It never appears in a description: only ``secret`` gives it away.
package struct NoteSigner: Sendable {
    static let prefix = "PRIVATE+KEY+"

    private let privateKey: Curve25519.Signing.PrivateKey
    package let verifier: NoteVerifierKey

    package var name: String { verifier.name }

    /// A new key; `nil` when the name may not stand in a note.
    package init?(generatingFor name: String) { self.init(name, Curve25519.Signing.PrivateKey()) }

    private init?(_ name: String, _ privateKey: Curve25519.Signing.PrivateKey) {
        let publicKey = Array(privateKey.publicKey.rawRepresentation)
        guard let verifier = NoteVerifierKey(name: name, publicKey: publicKey) else { return nil }
        self.privateKey = privateKey
        self.verifier = verifier
    }

    /// Reads `PRIVATE+KEY+name+id+key`, as Go's `sumdb/note` writes it.
    ///
    /// - Throws: ``NoteError``, whose text holds nothing of the key.
    package init(secret text: String) throws(NoteError) {
        let rule = "a signing key is PRIVATE+KEY+name+id+key"
        guard text.utf8.starts(with: Self.prefix.utf8) else { throw NoteError(.malformed, rule) }
        let rest = String(decoding: text.utf8.dropFirst(Self.prefix.utf8.count), as: UTF8.self)
        let (name, id, seed) = try NoteKeyParts.split(rest, rule)
        guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed),
            let signer = NoteSigner(name, key), signer.verifier.key.id == id
        else { throw NoteError(.malformed, "the signing key and its id do not belong together") }
        self = signer
    }

    /// The private key as text: for a file that only its owner reads, and for nothing else.
    package var secret: String {
        let body = Base64.text(of: [NoteKeyName.ed25519] + privateKey.rawRepresentation)
        return "\(Self.prefix)\(name)+\(Hexadecimal.text(of: verifier.key.id))+\(body)"
    }

    /// - Throws: ``NoteError`` when the cryptography fails, which it does not for a sound key.
    func signature(of text: String) throws(NoteError) -> NoteSignature {
        guard let bytes = try? privateKey.signature(for: Array(text.utf8)) else {
            throw NoteError(.malformed, "the text could not be signed")
        }
        return NoteSignature(key: verifier.key, bytes: Array(bytes))
    }
}

extension NoteSigner: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "the signing key of \(name)" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
