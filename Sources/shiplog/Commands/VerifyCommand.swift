import ArgumentParser
import Foundation
import Transparency

/// `shiplog verify`: checks an export, offline.
struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Check that an export is the log that was signed.",
        usage: """
            shiplog verify log.ndjson --public-key ledger.pub
            shiplog verify log.ndjson --public-key ledger.pub --checkpoint january --checkpoint may
            """,
        discussion: """
            Needs no server and no database: every payload and entry is hashed again, the tree is \
            built again, and compared with the signed checkpoint and with every earlier one that \
            you kept. Exit codes: 0 it is the log that was signed, 1 it is not: the first bad \
            position is named, 2 it could not be checked, or no public key vouches for it.
            """)

    @Argument(help: "The file that `shiplog events export` wrote.") var export: String

    @Option(help: "A file with the log's public keys, one to a line.") var publicKey: String?

    @Option(help: "A checkpoint that you kept; may be given several times.")
    var checkpoint: [String] = []

    func run() throws {
        let console = Console.process(ProcessInfo.processInfo.environment, isPlain: true)
        let code = outcome(console)
        guard code == .success else { throw code }
    }

    /// Shows what was found.
    func outcome(_ console: Console) -> ExitCode {
        do throws(ClientFailure) { return try verify(console) } catch {
            console.show(error)
            return error.exitCode
        }
    }

    private func verify(_ console: Console) throws(ClientFailure) -> ExitCode {
        let keys = try readKeys()
        let manifest = try readManifest()
        var saved: [SignedCheckpoint] = []
        for path in checkpoint { saved.append(try readCheckpoint(path)) }
        if let keys {
            try check(manifest.checkpoint, "the export's checkpoint", keys)
            for (path, kept) in zip(checkpoint, saved) { try check(kept, path, keys) }
        }
        var verifier = ExportVerifier(manifest, saved: saved.map(\.checkpoint))
        try ExportFile.forEachLine(of: export) { verifier.take($0) }
        if let finding = verifier.finish() { return report(finding, verifier, console) }
        return report(verifier, manifest, isSigned: keys != nil, console)
    }

    private func report(
        _ first: Finding, _ verifier: ExportVerifier, _ console: Console
    ) -> ExitCode {
        console.write("NOT the log that was signed")
        console.write(
            "first bad position: \(first.position.map { "\($0)" } ?? "none in particular")")
        for finding in verifier.findings { console.write("  \(finding)") }
        return .failure
    }

    private func report(
        _ verifier: ExportVerifier, _ manifest: ExportManifest, isSigned: Bool, _ console: Console
    ) -> ExitCode {
        console.write("log     \(manifest.checkpoint.checkpoint.origin)")
        console.write("events  \(verifier.count), \(verifier.redacted) of them redacted")
        console.write("root    \(manifest.root.base64)")
        guard isSigned else {
            console.write("in itself in order, but nobody vouches for it: give --public-key")
            return .notProven
        }
        console.write(
            "the log that was signed, and \(checkpoint.count) earlier checkpoints agree")
        return .success
    }

    private func check(
        _ checkpoint: SignedCheckpoint, _ name: String, _ keys: [NoteVerifierKey]
    ) throws(ClientFailure) {
        do throws(NoteError) { try checkpoint.verified(by: keys) } catch {
            throw ClientFailure(
                .failure, "\(name) of \(checkpoint.checkpoint.size) events: \(error)")
        }
    }

    private func readManifest() throws(ClientFailure) -> ExportManifest {
        let path = ExportFile.manifest(of: export)
        let bytes = try ExportFile.read(path)
        do throws(NoteError) { return try ExportManifest(parsing: bytes) } catch {
            throw ClientFailure(.notProven, "\(path): \(error)")
        }
    }

    private func readKeys() throws(ClientFailure) -> [NoteVerifierKey]? {
        guard let publicKey else { return nil }
        let text = String(decoding: try ExportFile.read(publicKey), as: UTF8.self)
        var keys: [NoteVerifierKey] = []
        for line in text.split(whereSeparator: \.isWhitespace) {
            do throws(NoteError) { keys.append(try NoteVerifierKey(line)) } catch {
                throw ClientFailure(.notProven, "\(publicKey): \(error)")
            }
        }
        return keys
    }

    private func readCheckpoint(_ path: String) throws(ClientFailure) -> SignedCheckpoint {
        let text = String(decoding: try ExportFile.read(path), as: UTF8.self)
        do throws(NoteError) { return try SignedCheckpoint(parsing: text) } catch {
            throw ClientFailure(.notProven, "\(path): \(error)")
        }
    }
}
