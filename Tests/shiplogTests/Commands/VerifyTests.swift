import ArgumentParser
import Testing
import Transparency

@testable import shiplog

@Suite struct VerifyTests {
    @Test func `an export over several pages is verified by its public key`() async throws {
        try await exported(2500) { files in
            let lines = try files.text("log").split(separator: "\n")
            #expect(lines.count == 2500)

            let result = try files.verify("--public-key", files.path("key.pub"))
            #expect(result.code == .success)
            #expect(result.output.contains("events  2500, 0 of them redacted\n"))
        }
    }

    @Test func `a changed line ends it with 1 and the position`() async throws {
        try await exported(20) { files in
            try files.write(
                files.text("log").replacing(#""data":7,"#, with: #""data":8,"#), "log")

            let result = try files.verify("--public-key", files.path("key.pub"))
            #expect(result.code == .failure)
            #expect(result.output.contains("first bad position: 7\n"))
        }
    }

    @Test func `lines that were cut off are missed`() async throws {
        try await exported(20) { files in
            let lines = try files.text("log").split(separator: "\n").dropLast(2)
            try files.write(lines.map { $0 + "\n" }.joined(), "log")

            let result = try files.verify("--public-key", files.path("key.pub"))
            #expect(result.code == .failure)
            #expect(result.output.contains("first bad position: 19\n"))
        }
    }

    @Test func `another's signature ends it with 1, no key at all with 2`() async throws {
        try await exported(20) { files in
            let other = try #require(NoteSigner(generatingFor: "log.example/a"))
            try files.write(other.verifier.text, "other.pub")
            let result = try files.verify("--public-key", files.path("other.pub"))
            #expect(result.code == .failure)
            #expect(result.talk.contains("no key that is trusted has signed it"))

            let unproven = try files.verify()
            #expect(unproven.code == .notProven)
            #expect(unproven.output.contains("nobody vouches for it"))
        }
    }

    @Test func `a checkpoint that was kept must agree, and be signed`() async throws {
        try await exported(20) { files in
            let key = ["--public-key", files.path("key.pub")]
            func verify(_ size: Int64, _ root: TreeHash) throws -> ExitStatus {
                let kept = try SignedCheckpoint(size: size, root: root, signers: [files.signer])
                try files.write(kept.note.encoded, "kept")
                let result = try files.verify(
                    key[0], key[1], "--checkpoint", files.path("kept"))
                return ExitStatus(code: result.code.rawValue, output: result.output)
            }
            let sealed = try #require(files.store.latest()).checkpoint
            #expect(try verify(20, sealed.root).code == 0)
            #expect(try verify(9, .empty).output.contains("first bad position: 1\n"))
            #expect(try verify(21, .empty).output.contains("first bad position: 21\n"))

            let other = try #require(NoteSigner(generatingFor: "log.example/a"))
            let forged = try SignedCheckpoint(size: 20, root: sealed.root, signers: [other])
            try files.write(forged.note.encoded, "kept")
            let result = try files.verify(key[0], key[1], "--checkpoint", files.path("kept"))
            #expect(result.code == .failure)
        }
    }

    private struct ExitStatus {
        let code: Int32
        let output: String
    }

    @Test func `what cannot be read ends it with 2`() async throws {
        try await exported(20) { files in
            let key = files.path("key.pub")
            #expect(try files.verify("--public-key", files.path("none")).code == .notProven)
            #expect(
                try files.verify("--public-key", key, "--checkpoint", files.path("none")).code
                    == .notProven)
            #expect(
                try files.verify("--public-key", key, "--checkpoint", files.path("log")).code
                    == .notProven)
            try files.write("x", "broken.pub")
            #expect(try files.verify("--public-key", files.path("broken.pub")).code == .notProven)
            try files.write("{}", "log.manifest.json")
            #expect(try files.verify("--public-key", key).code == .notProven)
        }
    }

    @Test func `before the first seal there is nothing to export`() async throws {
        try await Ledger(sealStore: InMemorySealStore { [] }).serve { server in
            let outcome = try await server.run("events", "export", "--out", "/nonexistent/log")
            #expect(outcome.exitCode != .success)
            #expect(outcome.talk.contains("the log was not sealed yet"))
        }
    }

    /// Exports a sealed log by the verb, over HTTP.
    private func exported(
        _ count: Int, _ body: @escaping @Sendable (SealedFiles) throws -> Void
    ) async throws {
        let files = try await SealedFiles(count: count)
        defer { files.remove() }
        try await Ledger(sealStore: files.store).serve { server in
            let outcome = try await server.run("events", "export", "--out", files.path("log"))
            #expect(outcome.exitCode == .success, "\(outcome.talk)")
            try body(files)
        }
    }
}
