import Crypto

/// How a key is called in a note: its name, and the first bytes of a hash over name and key.
package struct NoteKeyName: Sendable, Hashable {
    /// What the note format calls Ed25519.
    static let ed25519: UInt8 = 0x01

    package let name: String
    /// Four bytes.
    package let id: [UInt8]

    /// `nil` when the name may not stand in a note.
    init?(_ name: String, publicKey: [UInt8]) {
        guard Self.isName(name) else { return nil }
        self.name = name
        let input = Array(name.utf8) + [0x0A, Self.ed25519] + publicKey
        id = Array(SHA256.hash(data: input).prefix(4))
    }

    /// Takes name and id as a signature line has them.
    init(name: String, id: [UInt8]) {
        self.name = name
        self.id = id
    }

    /// Neither empty nor with a space, a plus or a control character, which would part it.
    static func isName(_ text: some StringProtocol) -> Bool {
        !text.isEmpty
            && text.unicodeScalars.allSatisfy { scalar in
                !scalar.properties.isWhitespace && scalar != "+" && scalar.value >= 0x20
                    && scalar.value != 0x7F
            }
    }

    package static func == (left: NoteKeyName, right: NoteKeyName) -> Bool {
        // Bytes: two strings that only look alike are two names.
        left.id == right.id && left.name.utf8.elementsEqual(right.name.utf8)
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(id) }
}

/// A public key with its name, as auditors keep it: `name+id+key`.
package struct NoteVerifierKey: Sendable, Equatable {
    package let key: NoteKeyName
    /// 32 bytes, RFC 8032.
    package let publicKey: [UInt8]

    /// `nil` when the name may not stand in a note, or the key has not 32 bytes.
    package init?(name: String, publicKey: [UInt8]) {
        guard publicKey.count == 32, let key = NoteKeyName(name, publicKey: publicKey)
        else { return nil }
        self.key = key
        self.publicKey = publicKey
    }

    package var name: String { key.name }

    /// Such as `example.com/log+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k`.
    package var text: String {
        let body = Base64.text(of: [NoteKeyName.ed25519] + publicKey)
        return "\(name)+\(Hexadecimal.text(of: key.id))+\(body)"
    }

    /// - Throws: ``NoteError`` for any text but the one that ``text`` would give.
    package init(_ text: some StringProtocol) throws(NoteError) {
        let (name, id, body) = try NoteKeyParts.split(text, "a public key is name+id+key")
        guard let key = NoteVerifierKey(name: name, publicKey: body), key.key.id == id else {
            throw NoteError(.malformed, "the public key and its id do not belong together")
        }
        self = key
    }

    func isValid(_ signature: [UInt8], of text: String) -> Bool {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey)
        else { return false }
        return key.isValidSignature(signature, for: Array(text.utf8))
    }
}

/// The three parts that keys in text form have.
enum NoteKeyParts {
    static func split(
        _ text: some StringProtocol, _ rule: String
    ) throws(NoteError) -> (name: String, id: [UInt8], body: [UInt8]) {
        // Base64 has pluses of its own.
        let parts = text.utf8.split(
            separator: UInt8(ascii: "+"), maxSplits: 2, omittingEmptySubsequences: false
        ).map { String(decoding: $0, as: UTF8.self) }
        guard parts.count == 3, let id = Hexadecimal.bytes(of: parts[1]), id.count == 4,
            let body = Base64.bytes(of: parts[2]), body.count == 33
        else { throw NoteError(.malformed, rule) }
        guard body[0] == NoteKeyName.ed25519 else {
            throw NoteError(.malformed, "the key is not an Ed25519 one")
        }
        return (parts[0], id, Array(body.dropFirst()))
    }
}
