import Testing
import Transparency

/// A checkpoint over the eight published leaves, signed with the first key of RFC 8032, and a proof
/// of leaf 3: made by another program, and verified with Go's `sumdb/note` and `sumdb/tlog`.
@Suite struct CheckpointTests {
    private static let key =
        "ledger.example/agents+66e7bb4f+AddamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea"
    private static let note = """
        ledger.example/agents
        8
        XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=

        — ledger.example/agents Zue7T3HBL6d9E9l1s8Dq0pZXxSJD8ycuM4qXvWe4k1NxFUxZh8b9ACfaE/+SduBL2uN9tRXKrPb0z/XmCUFLjDLQqg4=

        """
    private static let proof = """
        c2sp.org/tlog-proof@v1
        index 3
        ApjRIpBtz8EIkstTpzmS/FufST6kybrbJ7eRtBJ6f+c=
        +sVCA+fMaWzw38tCySodnbr3CtnmIfS9jZhmLwDjwSU=
        a0eq8p7jwq+a+Im8H7klTavTEXfxYjLdaqsDXKOb9uQ=


        """ + note

    @Test func `a checkpoint of another program is read and verified`() throws {
        let signed = try SignedCheckpoint(parsing: Self.note)

        try signed.verified(by: [NoteVerifierKey(Self.key)])

        #expect(signed.checkpoint.origin == "ledger.example/agents")
        #expect(signed.checkpoint.size == 8)
        let root = "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
        #expect(signed.checkpoint.root == (try hash(root)))
        #expect(signed.note.encoded == Self.note)
    }

    @Test func `a proof of another program is read and holds for its leaf only`() throws {
        let proof = try EntryProof(parsing: Self.proof)
        let keys = [try NoteVerifierKey(Self.key)]

        try proof.verify(leaf: .leaf([0x20, 0x21]), keys: keys)

        #expect(proof.text == Self.proof)
        #expect(throws: NoteError.self) { try proof.verify(leaf: .leaf([0x10]), keys: keys) }
        #expect(throws: NoteError.self) { try proof.verify(leaf: .leaf([0x20, 0x21]), keys: []) }
    }

    @Test func `an extra line is passed over, and must be base64`() throws {
        func withExtra(_ extra: String) -> String {
            Self.proof.replacing("index 3", with: "extra \(extra)\nindex 3")
        }
        let proof = try EntryProof(parsing: withExtra("AAAA"))
        #expect(proof == (try EntryProof(parsing: Self.proof)))
        #expect(throws: NoteError.self) { try EntryProof(parsing: withExtra("A")) }
    }

    @Test func `what is not a proof is refused`() throws {
        for (old, new) in [
            ("@v1", "@v2"), ("index 3", "index 03"), ("index 3", "index +3"),
            ("index 3", "index -3"), ("index 3", "index  3"), ("index 3\n", ""),
            ("index 3", "index \u{301}3"), ("ApjR", "Apj"), ("f+c=", "f+d="), ("f+c=", "f+c"),
            ("9uQ=\n\n", "9uQ=\n"), ("\n8\n", "\n08\n"), ("c2sp", "\nc2sp"),
        ] {
            let text = Self.proof.replacing(old, with: new)
            #expect(text != Self.proof)
            #expect(throws: NoteError.self, "\(new)") { try EntryProof(parsing: text) }
        }
        let long = String(
            repeating: "ApjRIpBtz8EIkstTpzmS/FufST6kybrbJ7eRtBJ6f+c=\n", count: 64)
        #expect(throws: NoteError.self) {
            try EntryProof(parsing: Self.proof.replacing("index 3\n", with: "index 3\n" + long))
        }
    }

    @Test func `a tree is signed by the log's key and, while keys change, by the next one`() throws
    {
        let old = try #require(NoteSigner(generatingFor: "log.example/a"))
        let new = try #require(NoteSigner(generatingFor: "log.example/a"))
        let signed = try SignedCheckpoint(size: 3, root: .empty, signers: [old, new])
        #expect(try SignedCheckpoint(parsing: signed.note.encoded) == signed)
        for key in [old.verifier, new.verifier] { try signed.verified(by: [key]) }
        #expect(try signed.verified(by: [old.verifier, new.verifier]).count == 2)
    }

    @Test func `another's name under a log's checkpoint is not enough`() throws {
        let log = try #require(NoteSigner(generatingFor: "log.example/a"))
        let witness = try #require(NoteSigner(generatingFor: "witness.example"))
        let note = try SignedNote(
            Checkpoint(origin: log.name, size: 3, root: .empty).text, signedBy: [witness])
        let signed = try SignedCheckpoint(parsing: note.encoded)
        let error = #expect(throws: NoteError.self) {
            try signed.verified(by: [log.verifier, witness.verifier])
        }
        #expect(error?.code == .untrusted)
    }

    @Test func `lines after the root are kept, as they are signed too`() throws {
        let root = TreeHash.empty.base64
        let text = "log\n3\n\(root)\nextension\n"
        #expect(try Checkpoint(parsing: text).extensions == ["extension"])
        #expect(try Checkpoint(parsing: text).text == text)
    }

    @Test func `what is not a checkpoint is refused`() throws {
        let root = TreeHash.empty.base64
        #expect(try Checkpoint(parsing: "log\n0\n\(root)\n").size == 0)
        for text in [
            "", "\n", "log\n", "log\n3\n", "log\n3\n\(root)", "\n3\n\(root)\n", "log\n\n\(root)\n",
            "log\n03\n\(root)\n", "log\n+3\n\(root)\n", "log\n-3\n\(root)\n", "log\n3 \n\(root)\n",
            "log\n٣\n\(root)\n", "log\n9223372036854775808\n\(root)\n", "log\n3\n\(root)\n\nmore\n",
            "log\n3\nAAAA\n", "log\n3\n\(root.dropLast())\n", "log\n3\n\(root) \n",
            // The same hash, by bits that base64 does not use.
            "log\n3\n\(root.dropLast(2))V=\n",
        ] {
            #expect(throws: NoteError.self, "\(text.debugDescription)") {
                try Checkpoint(parsing: text)
            }
        }
    }
}
