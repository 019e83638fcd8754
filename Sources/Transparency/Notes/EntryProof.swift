/// A proof that can be kept in a file (C2SP tlog-proof): an entry is in a log that was signed.
package struct EntryProof: Sendable, Equatable {
    private static let header = "c2sp.org/tlog-proof@v1"
    /// A tree of 2^63 leaves has no longer path.
    private static let maximumHashes = 63

    package let inclusion: InclusionProof
    package let checkpoint: SignedCheckpoint

    package init(inclusion: InclusionProof, checkpoint: SignedCheckpoint) {
        self.inclusion = inclusion
        self.checkpoint = checkpoint
    }

    package var text: String {
        let head = [Self.header, "index \(inclusion.index)"] + inclusion.hashes.map(\.base64)
        return head.map { $0 + "\n" }.joined() + "\n" + checkpoint.note.encoded
    }

    /// Passes an `extra` line over: nothing vouches for what it says.
    package init(parsing text: String) throws(NoteError) {
        var lines = text.utf8Lines[...]
        guard lines.popFirst() == Self.header else {
            throw NoteError(.malformed, "a proof begins with \(Self.header)")
        }
        if let extra = lines.first?.rest(after: "extra ") {
            guard Base64.bytes(of: extra) != nil else {
                throw NoteError(.malformed, "what follows extra must be base64")
            }
            lines.removeFirst()
        }
        guard let number = lines.popFirst()?.rest(after: "index ")?.wholeNumber,
            let gap = lines.firstIndex(of: ""),
            lines[..<gap].count <= Self.maximumHashes
        else { throw NoteError(.malformed, "a proof has an index, hashes and an empty line") }
        var hashes: [TreeHash] = []
        for line in lines[..<gap] {
            guard let hash = TreeHash(base64: line) else {
                throw NoteError(.malformed, "a line of the path is no hash")
            }
            hashes.append(hash)
        }
        inclusion = InclusionProof(index: number, hashes: hashes)
        checkpoint = try SignedCheckpoint(
            parsing: lines[(gap + 1)...].joined(separator: "\n"))
    }

    /// - Throws: ``NoteError`` unless a key signed the checkpoint and it has this leaf at its place.
    package func verify(leaf: TreeHash, keys: [NoteVerifierKey]) throws(NoteError) {
        try checkpoint.verified(by: keys)
        let (size, root) = (checkpoint.checkpoint.size, checkpoint.checkpoint.root)
        guard inclusion.verifies(leaf: leaf, size: size, root: root) else {
            throw NoteError(.untrusted, "the entry is not in the tree that was signed")
        }
    }
}

extension String {
    /// By bytes: a character after the prefix may not merge with its end.
    fileprivate func rest(after prefix: String) -> String? {
        guard utf8.starts(with: prefix.utf8) else { return nil }
        return String(decoding: utf8.dropFirst(prefix.utf8.count), as: UTF8.self)
    }
}
