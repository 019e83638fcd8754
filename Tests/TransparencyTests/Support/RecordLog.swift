import Synchronization
import Transparency

/// A log of records that grows, and can be tampered with.
final class RecordLog: Sendable {
    private let all = Mutex<[LedgerRecord]>([])

    var records: [LedgerRecord] {
        get { all.withLock { $0 } }
        set { all.withLock { $0 = newValue } }
    }

    var store: InMemorySealStore { InMemorySealStore { self.records } }
    var leaves: [TreeHash] { records.map(\.entry.leaf) }

    func append(_ count: Int) {
        all.withLock { records in
            for _ in 0..<count { records.append(.sample(at: Int64(records.count) + 1)) }
        }
    }
}

extension LedgerRecord {
    /// - Parameter stream: of its own when left out, where it is version 1.
    static func sample(
        at position: Int64, stream: String? = nil, version: Int64 = 1, number: Double? = nil
    ) -> LedgerRecord {
        let data = CanonicalValue.number(number ?? Double(position))
        let salt = [UInt8](repeating: UInt8(truncatingIfNeeded: position), count: 16)
        let id = "019a1c5e-77a4-7d3e-9c1f-0d2b7c1e4a55"
        let entry = LedgerEntry(
            position: position, stream: stream ?? "samples/\(position)", version: version, id: id,
            type: "sample.taken", schema: 1, time: "2026-11-24T14:58:00.000250Z",
            recorded: "2026-11-24T14:58:00.000300Z", actor: "key:ci", client: nil, reason: nil,
            command: id, correlation: id, causation: nil, traceparent: nil,
            payload: PayloadCommitment(data, salt: salt))
        return LedgerRecord(entry: entry, data: data, salt: salt)
    }
}
