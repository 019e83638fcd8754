import Testing
import Transparency

/// A log that was sealed twice, its export, and what an auditor kept of it.
struct SealedExport {
    let signer: NoteSigner
    var records: [LedgerRecord]
    /// As they were sealed.
    var leaves: [TreeHash]
    /// After 6 and after 10 of the 12 events, and after all of them.
    let checkpoints: [SignedCheckpoint]

    init() throws {
        let signer = try #require(NoteSigner(generatingFor: "log.example/a"))
        self.signer = signer
        var versions: [String: Int64] = [:]
        records = (Int64(1)...12).map { position in
            let stream = ["service/a", "service/b", "service/c"][Int(position * position % 3)]
            versions[stream, default: 0] += 1
            return .sample(at: position, stream: stream, version: versions[stream] ?? 1)
        }
        leaves = records.map(\.entry.leaf)
        let sealed = leaves
        checkpoints = try [6, 10, 12].map { size in
            try SignedCheckpoint(
                size: Int64(size), root: NaiveTree.root(sealed[..<size]), signers: [signer])
        }
    }

    var newest: SignedCheckpoint { checkpoints[2] }

    var lines: [[UInt8]] {
        records.map { $0.line(leaf: leaves[Int($0.entry.position) - 1]) }
    }

    /// - Parameter saved: how many of the earlier checkpoints the auditor kept.
    func verify(
        _ lines: [[UInt8]]? = nil, against manifest: SignedCheckpoint? = nil,
        saved: [SignedCheckpoint] = []
    ) -> Finding? {
        var verifier = ExportVerifier(
            ExportManifest(manifest ?? newest), saved: saved.map(\.checkpoint))
        for line in lines ?? self.lines { verifier.take(line) }
        return verifier.finish()
    }

    /// Puts another event in the place of one, as an `UPDATE` would; what was sealed stays.
    mutating func change(_ position: Int, actor: String? = nil, number: Double? = nil) {
        let old = records[position - 1].entry
        let salt = records[position - 1].salt
        let data = number.map { CanonicalValue.number($0) } ?? records[position - 1].data
        let entry = LedgerEntry(
            position: old.position, stream: old.stream, version: old.version, id: old.id,
            type: old.type, schema: old.schema, time: old.time, recorded: old.recorded,
            actor: actor ?? old.actor, client: nil, reason: nil, command: old.command,
            correlation: old.correlation, causation: nil, traceparent: nil,
            payload: PayloadCommitment(data, salt: salt))
        records[position - 1] = LedgerRecord(entry: entry, data: data, salt: salt)
    }
}
