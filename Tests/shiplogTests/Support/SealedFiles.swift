import ArgumentParser
import Foundation
import Testing
import Transparency

@testable import shiplog

/// A sealed log, a server's place for it, and a directory for its export.
struct SealedFiles: Sendable {
    let directory: URL
    let signer: NoteSigner
    let store: InMemorySealStore
    let records: [LedgerRecord]

    /// - Parameter count: events, all of them sealed.
    init(count: Int) async throws {
        directory = FileManager.default.temporaryDirectory
            .appending(path: "shiplog-export-\(UUID())")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        signer = try #require(NoteSigner(generatingFor: "log.example/a"))
        let records = (1...Int64(count)).map { Self.record(at: $0) }
        self.records = records
        store = InMemorySealStore { records }
        _ = try await Sealer(store: store, keys: SealingKeys(signers: [signer])).advance()
        try write(signer.verifier.text + "\n", "key.pub")
    }

    func path(_ name: String) -> String { directory.appending(path: name).path }

    func write(_ text: String, _ name: String) throws {
        try Data(text.utf8).write(to: directory.appending(path: name))
    }

    func text(_ name: String) throws -> String {
        try String(contentsOf: directory.appending(path: name), encoding: .utf8)
    }

    func remove() { try? FileManager.default.removeItem(at: directory) }

    /// Runs `shiplog verify` on the export.
    func verify(_ arguments: String...) throws -> (code: ExitCode, output: String, talk: String) {
        let console = RecordedConsole()
        let command = try Shiplog.parseAsRoot(["verify", path("log")] + arguments)
        let code = try #require(command as? VerifyCommand).outcome(console.console)
        return (code, console.output, console.talk)
    }

    private static func record(at position: Int64) -> LedgerRecord {
        let data = CanonicalValue.number(Double(position))
        let salt = [UInt8](repeating: UInt8(truncatingIfNeeded: position), count: 16)
        let id = "019a1c5e-77a4-7d3e-9c1f-0d2b7c1e4a55"
        let entry = LedgerEntry(
            position: position, stream: "samples/a", version: position, id: id,
            type: "sample.taken", schema: 1, time: "2026-11-24T14:58:00.000250Z",
            recorded: "2026-11-24T14:58:00.000300Z", actor: "key:ci", client: nil, reason: nil,
            command: id, correlation: id, causation: nil, traceparent: nil,
            payload: PayloadCommitment(data, salt: salt))
        return LedgerRecord(entry: entry, data: data, salt: salt)
    }
}
