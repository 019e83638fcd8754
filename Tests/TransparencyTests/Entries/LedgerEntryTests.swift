import Testing
import Transparency

@Suite struct LedgerEntryTests {
    private static let salt = [UInt8](0..<16)
    private static let data =
        #"{"version": "v1.5.0", "stages": [5, 25, 50, 100], "max_error_rate": 2e-2, "note": null}"#

    static func entry(
        reason: String? = "fix for \"#12\"\nträge", payload: PayloadCommitment
    ) -> LedgerEntry {
        LedgerEntry(
            position: 7, stream: "service/production/agent-api", version: 3,
            id: "019a1c5e-77a4-7d3e-9c1f-0d2b7c1e4a55", type: "deployment.requested", schema: 1,
            time: "2026-11-24T14:58:00.000250Z", recorded: "2026-11-24T14:58:00.000300Z",
            actor: "key:ci", client: nil, reason: reason,
            command: "019a1c5e-77a4-7d3e-9c1f-0d2b7c1e4a56",
            correlation: "019a1c5e-77a4-7d3e-9c1f-0d2b7c1e4a57", causation: nil, traceparent: nil,
            payload: payload)
    }

    /// Computed by another program: Python's `json` and `hashlib`. Both are never to change.
    @Test func `an entry has the bytes and the leaf that the format says`() throws {
        let entry = Self.entry(
            payload: try PayloadCommitment(data: Array(Self.data.utf8), salt: Self.salt))

        let text =
            #"{"actor":"key:ci","command":"019a1c5e-77a4-7d3e-9c1f-0d2b7c1e4a56","#
            + #""correlation":"019a1c5e-77a4-7d3e-9c1f-0d2b7c1e4a57","data_hash":"sha256:"#
            + #"8df90661a3917b8273148ff642d3514ad695b91fff35d394d97cb5193d99d7c2","#
            + #""id":"019a1c5e-77a4-7d3e-9c1f-0d2b7c1e4a55","position":7,"#
            + ##""reason":"fix for \"#12\"\nträge","recorded":"2026-11-24T14:58:00.000300Z","##
            + #""schema":1,"stream":"service/production/agent-api","#
            + #""time":"2026-11-24T14:58:00.000250Z","type":"deployment.requested","v":1,"#
            + #""version":3}"#
        #expect(String(decoding: entry.bytes, as: UTF8.self) == text)
        let leaf = "16e13f06ad773cbd8cbf1c52f5ccb6135ec904e425da5b658ab864d31e7d6ede"
        #expect(entry.leaf == (try hash(leaf)))
    }

    @Test func `another salt or payload is another commitment, another spelling is not`() throws {
        func commitment(_ data: String, _ salt: [UInt8]) throws -> PayloadCommitment {
            try PayloadCommitment(data: Array(data.utf8), salt: salt)
        }
        let known = try commitment(Self.data, Self.salt)
        let respelt = Self.data.replacing("2e-2", with: "0.02").replacing(" ", with: "")
        #expect(try commitment(respelt, Self.salt) == known)
        #expect(try commitment(Self.data.replacing("5,", with: "6,"), Self.salt) != known)
        #expect(try commitment(Self.data, Self.salt.reversed()) != known)
        #expect(throws: CanonicalError.self) { try commitment("{", Self.salt) }
    }

    @Test func `an absent member and an empty one are two entries`() throws {
        let payload = PayloadCommitment(.null, salt: Self.salt)
        let entries = [nil, "", "a"].map { Self.entry(reason: $0, payload: payload).leaf }
        #expect(Set(entries).count == 3)
    }

    @Test func `an export's line without payload, salt and leaf is the entry`() throws {
        let data = try CanonicalParser.parse(Array(Self.data.utf8))
        let entry = Self.entry(payload: PayloadCommitment(data, salt: Self.salt))

        let record = LedgerRecord(entry: entry, data: data, salt: Self.salt)
        let line = try CanonicalParser.parseObject(record.line(leaf: entry.leaf))

        #expect(line["data"] == data)
        #expect(line.string("salt") == "000102030405060708090a0b0c0d0e0f")
        #expect(line.without("data", "salt", "leaf").bytes == entry.bytes)
        #expect(line.string("leaf") == entry.leaf.base64)
        #expect(line.whole("position") == 7)
        #expect(line.whole("actor") == nil)
    }
}
