import Testing
import Transparency

/// A log of its own that was sealed, to be served.
struct SealedLog: Sendable {
    let records: [LedgerRecord]
    let store: InMemorySealStore
    let signer: NoteSigner
    let keys: SealingKeys

    /// - Parameters:
    ///   - sealed: sizes at which it was sealed, rising; none leaves it unsealed.
    ///   - count: events that it has in the end.
    init(sealed: [Int], count: Int) async throws {
        let records = (1...Int64(count)).map { Self.record(at: $0) }
        self.records = records
        signer = try #require(NoteSigner(generatingFor: "log.example/a"))
        keys = try SealingKeys(signers: [signer])
        let growing = Growing(records)
        store = InMemorySealStore { await growing.visible }
        for size in sealed {
            await growing.show(size)
            _ = try await Sealer(store: store, keys: keys).advance()
        }
        await growing.show(count)
    }

    private actor Growing {
        private let records: [LedgerRecord]
        private(set) var visible: [LedgerRecord] = []

        init(_ records: [LedgerRecord]) { self.records = records }

        func show(_ count: Int) { visible = Array(records.prefix(count)) }
    }

    private static func record(at position: Int64) -> LedgerRecord {
        let data = CanonicalValue.number(Double(position))
        let salt = [UInt8](repeating: UInt8(truncatingIfNeeded: position), count: 16)
        let id = "019a1c5e-77a4-7d3e-9c1f-0d2b7c1e4a55"
        let entry = LedgerEntry(
            position: position, stream: "samples/\(position)", version: 1, id: id,
            type: "sample.taken", schema: 1, time: "2026-11-24T14:58:00.000250Z",
            recorded: "2026-11-24T14:58:00.000300Z", actor: "key:ci", client: nil, reason: nil,
            command: id, correlation: id, causation: nil, traceparent: nil,
            payload: PayloadCommitment(data, salt: salt))
        return LedgerRecord(entry: entry, data: data, salt: salt)
    }

    func leaf(at position: Int) -> TreeHash { records[position - 1].entry.leaf }

    /// The root over the first events.
    func root(of size: Int) -> TreeHash {
        var range = CompactRange()
        for record in records.prefix(size) { range.append(record.entry.leaf) }
        return range.root
    }
}
