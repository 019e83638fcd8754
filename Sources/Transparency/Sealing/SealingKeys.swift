/// The keys of the process that seals, from a file with one key to a line.
package struct SealingKeys: Sendable {
    /// At least one, all of one name. Each signs, so that a new key and the old one overlap.
    package let signers: [NoteSigner]
    /// Whose checkpoints are gone on from: the signers, and public keys that only are trusted.
    package let trusted: [NoteVerifierKey]

    package var origin: String { signers[0].name }

    /// - Throws: ``NoteError``, whose text holds nothing of a key.
    package init(parsing text: String) throws(NoteError) {
        var signers: [NoteSigner] = []
        var others: [NoteVerifierKey] = []
        for line in text.utf8Lines.map({ $0.filter { !$0.isWhitespace } }) where !line.isEmpty {
            if line.utf8.starts(with: NoteSigner.prefix.utf8) {
                signers.append(try NoteSigner(secret: line))
            } else {
                others.append(try NoteVerifierKey(line))
            }
        }
        try self.init(signers: signers, trusted: others)
    }

    package init(signers: [NoteSigner], trusted: [NoteVerifierKey] = []) throws(NoteError) {
        guard let first = signers.first else {
            throw NoteError(.malformed, "no line is a signing key, PRIVATE+KEY+name+id+key")
        }
        let names = signers.map(\.name) + trusted.map(\.name)
        guard names.allSatisfy({ $0.utf8.elementsEqual(first.name.utf8) }) else {
            throw NoteError(.malformed, "all keys of a log have its name")
        }
        self.signers = signers
        self.trusted = signers.map(\.verifier) + trusted
    }
}
