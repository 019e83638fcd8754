import Foundation
import Testing
import Transparency

/// What we sign can be checked with a program that is not ours.
@Suite struct OpenSSLTests {
    /// What stands before the 32 bytes of an Ed25519 key in a public key file (RFC 8410).
    private static let prefix: [UInt8] = [
        0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00,
    ]

    @Test func `openssl verifies a checkpoint's signature, and no other text`() throws {
        let signer = try #require(NoteSigner(generatingFor: "log.example/a"))
        let signed = try SignedCheckpoint(size: 3, root: .empty, signers: [signer])
        let directory = FileManager.default.temporaryDirectory
            .appending(path: "shiplog-note-\(UUID())")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        func write(_ bytes: some Sequence<UInt8>, _ name: String) throws {
            try Data(bytes).write(to: directory.appending(path: name))
        }
        try write(Self.prefix + signer.verifier.publicKey, "key")
        try write(signed.note.signatures[0].bytes, "signature")
        try write(signed.note.text.utf8, "text")
        try write((signed.note.text + "x").utf8, "other")

        #expect(try Self.verify("text", in: directory) == 0)
        #expect(try Self.verify("other", in: directory) == 1)
    }

    private static func verify(_ text: String, in directory: URL) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", "key", "-rawin",
            "-in", text, "-sigfile", "signature",
        ]
        process.currentDirectoryURL = directory
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }
}
