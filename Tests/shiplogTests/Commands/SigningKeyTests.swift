import Foundation
import Testing
import Transparency

@testable import shiplog

@Suite struct SigningKeyTests {
    private let directory: URL

    init() throws {
        directory = FileManager.default.temporaryDirectory.appending(path: "shiplog-key-\(UUID())")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    }

    @Test func `a new key is in a file of its owner, which seals`() throws {
        defer { remove() }
        let path = directory.appending(path: "key").path

        let key = try SigningKeyFile.make(path, for: "log.example/a")

        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
        #expect(mode as? Int == 0o600)
        var reader = SettingsReader(flags: [:], environment: ["SHIPLOG_SIGNING_KEY_FILE": path])
        let read = reader.sealingKeys()
        let keys = try #require(read)
        #expect(keys.signers.map(\.verifier) == [key])
        #expect(reader.problems.isEmpty)
    }

    @Test func `a file that is there is never written over`() throws {
        defer { remove() }
        let path = directory.appending(path: "key").path
        try Data("mine".utf8).write(to: URL(fileURLWithPath: path))
        #expect(throws: SigningKeyFile.Failure.self) {
            try SigningKeyFile.make(path, for: "log.example/a")
        }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "mine")
    }

    @Test func `a machine's own key is made once`() throws {
        defer { remove() }
        let first = try SigningKeyFile.makeIfMissing(in: directory.path)
        #expect(try SigningKeyFile.makeIfMissing(in: directory.path) == first)
        _ = try SealingKeys(parsing: first)
    }

    @Test func `a key that cannot be used is told without showing it`() throws {
        defer { remove() }
        let signer = try #require(NoteSigner(generatingFor: "log.example/a"))
        let broken = signer.secret.dropLast(2)
        var reader = SettingsReader(
            flags: [:], environment: ["SHIPLOG_SIGNING_KEY": String(broken)])
        #expect(reader.sealingKeys() == nil)
        #expect(reader.problems.count == 1)
        #expect(reader.problems.allSatisfy { !$0.contains(broken.suffix(20)) })
    }

    private func remove() { try? FileManager.default.removeItem(at: directory) }
}
