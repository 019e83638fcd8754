import Testing
import Transparency

@Suite struct SignedNoteTests {
    /// The key pair that the documentation of Go's `sumdb/note` shows, and the note it signed there.
    private static let goSecret =
        "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
    private static let goKey =
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    private static let goText = """
        If you think cryptography is the answer to your problem,
        then you don't know what your problem is.

        """
    private static let goNote =
        goText + """

            — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=

            """

    @Test func `a note that Go signed is verified, and signed again it is the same`() throws {
        let note = try SignedNote(parsing: Self.goNote)
        let key = try NoteVerifierKey(Self.goKey)
        #expect(note.text == Self.goText)
        #expect(try note.verified(by: [key]) == [key])

        let signer = try NoteSigner(secret: Self.goSecret)
        #expect(signer.verifier == key)
        #expect(try SignedNote(Self.goText, signedBy: [signer]).encoded == Self.goNote)
    }

    @Test func `keys are written as they are read`() throws {
        #expect(try NoteVerifierKey(Self.goKey).text == Self.goKey)
        #expect(try NoteSigner(secret: Self.goSecret).secret == Self.goSecret)
        // The example of the C2SP specification.
        let example = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
        #expect(try NoteVerifierKey(example).text == example)
    }

    @Test func `a private key does not show itself`() throws {
        let signer = try NoteSigner(secret: Self.goSecret)
        var dumped = ""
        dump(signer, to: &dumped)
        for text in ["\(signer)", String(reflecting: signer), dumped] {
            #expect(!text.contains("AYEKFALVFGyNhPJEMzD1"))
            #expect(text.contains("PeterNeumann"))
        }
        let error = #expect(throws: NoteError.self) {
            try NoteSigner(secret: Self.goSecret + "x")
        }
        #expect(error.map { !"\($0)".contains("AYEK") } == true)
    }

    @Test func `a signature of another key says nothing, and one of ours that is wrong says no`()
        throws
    {
        let (ours, other) = (try signer("log.example/a"), try signer("log.example/b"))
        let note = try SignedNote("text\n", signedBy: [ours, other])
        #expect(try note.verified(by: [ours.verifier]) == [ours.verifier])
        #expect(try note.verified(by: [other.verifier, ours.verifier]).count == 2)
        try expect(.untrusted, note.encoded, [try signer("log.example/c").verifier])
        try expect(.untrusted, note.encoded, [])
        // The same name with another key has another id, and is unknown.
        try expect(.untrusted, note.encoded, [try signer("log.example/a").verifier])

        let changed = "tExt" + note.encoded.dropFirst(4)
        try expect(.wrongSignature, changed, [ours.verifier])
        // One good signature does not outweigh a wrong one of a key that is known too.
        let foreign = try SignedNote("else\n", signedBy: [other]).encoded.split(separator: "\n")[1]
        let mixed = try SignedNote("text\n", signedBy: [ours]).encoded + foreign + "\n"
        try expect(.wrongSignature, mixed, [ours.verifier, other.verifier])
        #expect(try SignedNote(parsing: mixed).verified(by: [ours.verifier]).count == 1)
    }

    @Test func `the last empty line parts text and signatures`() throws {
        let ours = try signer("log.example/a")
        let note = try SignedNote("one\n\n\ntwo\n", signedBy: [ours])
        #expect(try SignedNote(parsing: note.encoded) == note)
        #expect(note.text == "one\n\n\ntwo\n")
    }

    @Test func `sixteen signatures are read, and more than a hundred are not`() throws {
        let ours = try signer("log.example/a")
        func note(_ count: Int) throws -> SignedNote {
            try SignedNote("text\n", signedBy: .init(repeating: ours, count: count))
        }
        #expect(try note(16).verified(by: [ours.verifier]) == [ours.verifier])
        #expect(try note(100).signatures.count == 100)
        #expect(throws: NoteError.self) { try note(101) }
        #expect(throws: NoteError.self) { try note(0) }
    }

    @Test func `a text that would not come back is not signed`() throws {
        let ours = try signer("log.example/a")
        for text in ["", "no newline", "a\u{0}b\n", "a\r\n", "a\tb\n"] {
            #expect(throws: NoteError.self) { try SignedNote(text, signedBy: [ours]) }
        }
    }

    @Test(arguments: ["", "a b", "a+b", "a\u{A0}b", "a\u{2003}b", "a\nb", "a\u{7}b"])
    func `a name that would part a line is no name`(name: String) {
        #expect(NoteSigner(generatingFor: name) == nil)
    }

    @Test func `what is not a note is refused`() throws {
        let line = "— a AAAAAAAA\n"
        #expect(try SignedNote(parsing: "text\n\n" + line).signatures.count == 1)
        for text in [
            "", "\n", "\n\n", "text", "text\n", "text\n\n", "text\n" + line, "\n" + line, line,
            "text\n\n- a AAAAAAAA\n", "text\n\n— a AAAAAAAA", "text\n\n— a  AAAAAAAA\n",
            "text\n\n—a AAAAAAAA\n", "text\n\n— a AAAA\n", "text\n\n— a AAAAAAA\n",
            "text\n\n— a AAAAAAB=\n", "text\n\n— a AAAA*AAA\n", "text\n\n— a+b AAAAAAAA\n",
            "text\n\n—  AAAAAAAA\n", "text\n\n" + line + "\n", "text\n\n" + line + "more\n",
            "text\r\n\r\n" + line, "te\u{0}xt\n\n" + line,
        ] {
            #expect(throws: NoteError.self, "\(text.debugDescription)") {
                try SignedNote(parsing: text)
            }
        }
    }

    @Test(arguments: [
        "", "a", "a+00000000", "a+530d903a+", "example.com/foo+530d903a",
        "example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/fop+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2l",
        "example.com/foo+530d903a+AukyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k\n",
        "+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
    ])
    func `what is not a key is refused`(text: String) {
        #expect(throws: NoteError.self) { try NoteVerifierKey(text) }
        #expect(throws: NoteError.self) { try NoteSigner(secret: text) }
        #expect(throws: NoteError.self) { try NoteSigner(secret: "PRIVATE+KEY+" + text) }
    }

    private func signer(_ name: String) throws -> NoteSigner {
        try #require(NoteSigner(generatingFor: name))
    }

    private func expect(
        _ code: NoteError.Code, _ note: String, _ keys: [NoteVerifierKey]
    ) throws {
        let error = #expect(throws: NoteError.self) {
            try SignedNote(parsing: note).verified(by: keys)
        }
        #expect(error?.code == code)
    }
}
