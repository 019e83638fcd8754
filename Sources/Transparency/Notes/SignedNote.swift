/// A text and the signatures under it (C2SP signed-note).
///
/// What it says means nothing before ``verified(by:)`` returned.
package struct SignedNote: Sendable, Equatable {
    /// More are refused: nobody shall make us verify for ever.
    package static let maximumSignatures = 100

    /// Ends in a newline.
    package let text: String
    /// At least one.
    package let signatures: [NoteSignature]

    /// Signs a text with each key in turn.
    ///
    /// - Throws: ``NoteError`` when the text may not stand in a note, or there is no key.
    package init(_ text: String, signedBy signers: [NoteSigner]) throws(NoteError) {
        var signatures: [NoteSignature] = []
        for signer in signers { signatures.append(try signer.signature(of: text)) }
        // What cannot be read back is not written.
        try self.init(parsing: Self.text(text, signatures))
    }

    /// The whole note.
    package var encoded: String { Self.text(text, signatures) }

    private static func text(_ text: String, _ signatures: [NoteSignature]) -> String {
        text + "\n" + signatures.map(\.line).joined()
    }

    /// - Throws: ``NoteError`` for what is not a note, or has too many signatures.
    package init(parsing note: String) throws(NoteError) {
        guard note.utf8.allSatisfy({ $0 >= 0x20 || $0 == 0x0A }) else {
            throw NoteError(.malformed, "a note has no control characters")
        }
        var lines = note.utf8Lines
        guard lines.popLast() == "", let gap = lines.lastIndex(of: ""), gap > 0 else {
            throw NoteError(.malformed, "a note is a text, an empty line and signature lines")
        }
        let signed = lines[(gap + 1)...]
        guard (1...Self.maximumSignatures).contains(signed.count) else {
            throw NoteError(.malformed, "a note has 1 to \(Self.maximumSignatures) signatures")
        }
        var signatures: [NoteSignature] = []
        for line in signed { signatures.append(try NoteSignature(line: line)) }
        text = lines[..<gap].map { $0 + "\n" }.joined()
        self.signatures = signatures
    }

    /// Checks every signature of a key that is known; those of other keys are passed over.
    ///
    /// - Returns: the keys that signed it, each once; at least one.
    /// - Throws: ``NoteError`` when no known key signed it, or a known key's signature is wrong.
    @discardableResult
    package func verified(by keys: [NoteVerifierKey]) throws(NoteError) -> [NoteVerifierKey] {
        var signers: [NoteVerifierKey] = []
        for signature in signatures {
            let known = keys.filter { $0.key == signature.key }
            guard !known.isEmpty else { continue }
            guard let key = known.first(where: { $0.isValid(signature.bytes, of: text) }) else {
                throw NoteError(.wrongSignature, "the signature of a known key is wrong")
            }
            if !signers.contains(key) { signers.append(key) }
        }
        guard !signers.isEmpty else {
            throw NoteError(.untrusted, "no key that is trusted has signed it")
        }
        return signers
    }
}

/// One signature line.
package struct NoteSignature: Sendable, Equatable {
    package let key: NoteKeyName
    package let bytes: [UInt8]

    init(key: NoteKeyName, bytes: [UInt8]) {
        self.key = key
        self.bytes = bytes
    }

    fileprivate var line: String { "— \(key.name) \(Base64.text(of: key.id + bytes))\n" }

    fileprivate init(line: String) throws(NoteError) {
        let parts = line.utf8.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        guard parts.count == 3, parts[0].utf8.elementsEqual("—".utf8),
            NoteKeyName.isName(parts[1]), let body = Base64.bytes(of: parts[2]), body.count > 4
        else { throw NoteError(.malformed, "a signature line is — name signature") }
        key = NoteKeyName(name: parts[1], id: Array(body.prefix(4)))
        bytes = Array(body.dropFirst(4))
    }
}

extension String {
    /// Parted at each newline byte; with a newline at the end the last one is empty.
    var utf8Lines: [String] {
        utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
    }
}
