/// What a log was at one moment (C2SP tlog-checkpoint).
package struct Checkpoint: Sendable, Equatable {
    /// Which log: the name of the key that signs.
    package let origin: String
    /// Entries.
    package let size: Int64
    package let root: TreeHash
    /// Lines that others may have added; we write none.
    package let extensions: [String]

    package init(origin: String, size: Int64, root: TreeHash) {
        self.origin = origin
        self.size = size
        self.root = root
        extensions = []
    }

    /// The text that is signed.
    package var text: String {
        ([origin, "\(size)", root.base64] + extensions).map { $0 + "\n" }.joined()
    }

    /// - Throws: ``NoteError`` for any text but the one that ``text`` would give.
    package init(parsing text: String) throws(NoteError) {
        var lines = text.utf8Lines
        guard lines.popLast() == "", lines.count >= 3, !lines.contains("") else {
            throw NoteError(.malformed, "a checkpoint has three lines or more, none of them empty")
        }
        guard let size = lines[1].wholeNumber else {
            throw NoteError(.malformed, "the second line of a checkpoint is its size")
        }
        guard let root = TreeHash(base64: lines[2]) else {
            throw NoteError(.malformed, "the third line of a checkpoint is its root")
        }
        origin = lines[0]
        self.size = size
        self.root = root
        extensions = Array(lines[3...])
    }
}

/// A checkpoint with the note that holds it.
package struct SignedCheckpoint: Sendable, Equatable {
    package let checkpoint: Checkpoint
    package let note: SignedNote

    /// Signs with the log's key and, while keys change, with more.
    ///
    /// - Parameter signers: the first one names the log.
    package init(size: Int64, root: TreeHash, signers: [NoteSigner]) throws(NoteError) {
        guard let origin = signers.first?.name else {
            throw NoteError(.untrusted, "there is no key to sign with")
        }
        checkpoint = Checkpoint(origin: origin, size: size, root: root)
        note = try SignedNote(checkpoint.text, signedBy: signers)
    }

    /// Reads without trusting: see ``verified(by:)``.
    package init(parsing text: String) throws(NoteError) {
        note = try SignedNote(parsing: text)
        checkpoint = try Checkpoint(parsing: note.text)
    }

    /// - Returns: the keys that signed; one of them has the log's own name.
    @discardableResult
    package func verified(by keys: [NoteVerifierKey]) throws(NoteError) -> [NoteVerifierKey] {
        let signers = try note.verified(by: keys)
        guard signers.contains(where: { $0.name.utf8.elementsEqual(checkpoint.origin.utf8) }) else {
            throw NoteError(.untrusted, "the log's own key has not signed it")
        }
        return signers
    }
}

extension StringProtocol {
    /// Digits only, without a zero before them.
    var wholeNumber: Int64? {
        guard let number = Int64(self), number >= 0, "\(number)".utf8.elementsEqual(utf8)
        else { return nil }
        return number
    }
}
