import Curl
import LedgerCore
import Testing
import Transparency

@Suite struct LedgerOperationsTests {
    @Test func `the newest checkpoint is served as it was signed`() async throws {
        let log = try await SealedLog(sealed: [5, 300], count: 310)
        try await APIFixture.run(sealStore: log.store) { api in
            let answer = try await api.get("/v1/ledger/checkpoint")
            #expect(answer.headers["content-type"] == "text/plain; charset=utf-8")
            let text = String(decoding: answer.body, as: UTF8.self)
            let signed = try SignedCheckpoint(parsing: text)
            try signed.verified(by: [log.signer.verifier])
            #expect(signed.checkpoint.size == 300)
            #expect(signed.checkpoint.root == log.root(of: 300))
        }
    }

    @Test func `inclusion and consistency are proved, of the newest tree and of earlier ones`()
        async throws
    {
        let log = try await SealedLog(sealed: [5, 300], count: 310)
        try await APIFixture.run(sealStore: log.store) { api in
            for (query, size) in [("position=7", 300), ("position=7&size=260", 260)] {
                let answer = try await api.send(.get, "/v1/ledger/proof/inclusion?\(query)")
                let proof = InclusionProof(index: 6, hashes: try Self.hashes(answer))
                #expect(answer.body["size"] == .integer(size))
                #expect(answer.body["leaf"] == .string(log.leaf(at: 7).base64))
                #expect(
                    proof.verifies(
                        leaf: log.leaf(at: 7), size: Int64(size), root: log.root(of: size)))
            }
            for (query, size) in [("from=5", 300), ("from=5&to=257", 257)] {
                let answer = try await api.send(.get, "/v1/ledger/proof/consistency?\(query)")
                let proof = ConsistencyProof(hashes: try Self.hashes(answer))
                #expect(
                    proof.verifies(
                        from: 5, log.root(of: 5), to: Int64(size), log.root(of: size)))
            }
        }
    }

    @Test func `an event's proof is a file that holds by itself`() async throws {
        let log = try await SealedLog(sealed: [300], count: 310)
        try await APIFixture.run(sealStore: log.store) { api in
            let answer = try await api.get("/v1/events/300/proof")
            let proof = try EntryProof(parsing: String(decoding: answer.body, as: UTF8.self))
            try proof.verify(leaf: log.leaf(at: 300), keys: [log.signer.verifier])

            #expect(try await api.send(.get, "/v1/events/301/proof").code == "not_sealed")
            for bad in ["0", "-1", "x", "9223372036854775808"] {
                #expect(try await api.send(.get, "/v1/events/\(bad)/proof").status == 400)
            }
        }
    }

    @Test func `tiles and entries are served as their paths say, and prove the checkpoint`()
        async throws
    {
        let log = try await SealedLog(sealed: [300], count: 310)
        try await APIFixture.run(sealStore: log.store) { api in
            var leaves: [TreeHash] = []
            for path in ["000", "001.p/44"] {
                let tile = try await api.get("/v1/ledger/tile/0/\(path)")
                #expect(tile.headers["content-type"] == "application/octet-stream")
                #expect(tile.headers["cache-control"]?.contains("immutable") == true)
                let id = TileID(level: 0, index: 0)
                leaves += try #require(Tile(id: id, bytes: tile.body)).hashes
                let bundle = try await api.get("/v1/ledger/tile/entries/\(path)")
                let entries = try Self.entries(bundle.body)
                #expect(entries.map { TreeHash.leaf($0) } == leaves.suffix(entries.count))
            }
            var range = CompactRange()
            for leaf in leaves { range.append(leaf) }
            #expect(range.root == log.root(of: 300) && range.size == 300)

            let above = try await api.get("/v1/ledger/tile/1/000.p/1")
            #expect(above.body == log.root(of: 256).bytes)
            // Narrower than it is now, as an earlier checkpoint had it.
            #expect(try await api.get("/v1/ledger/tile/0/001.p/2").body.count == 64)
        }
    }

    @Test(arguments: [
        ("/v1/ledger/tile/0/001", 404), ("/v1/ledger/tile/0/001.p/45", 404),
        ("/v1/ledger/tile/0/002.p/1", 404), ("/v1/ledger/tile/1/000", 404),
        ("/v1/ledger/tile/9/000.p/1", 404), ("/v1/ledger/tile/64/000", 400),
        ("/v1/ledger/tile/0/1", 400), ("/v1/ledger/tile/0/x001/002/003", 400),
        ("/v1/ledger/tile/0/x001/x002/003", 404),
        ("/v1/ledger/tile/0/x999/x999/999", 404), ("/v1/ledger/tile/entries/001", 404),
        ("/v1/ledger/tile/0/000?a=1", 400),
        ("/v1/ledger/proof/inclusion", 400), ("/v1/ledger/proof/inclusion?position=0", 400),
        ("/v1/ledger/proof/inclusion?position=301", 400),
        ("/v1/ledger/proof/inclusion?position=7&size=6", 400),
        ("/v1/ledger/proof/inclusion?position=7&size=301", 400),
        ("/v1/ledger/proof/consistency", 400), ("/v1/ledger/proof/consistency?from=0", 400),
        ("/v1/ledger/proof/consistency?from=7&to=6", 400),
        ("/v1/ledger/proof/consistency?from=7&to=301", 400),
    ])
    func `what no checkpoint has is refused`(path: String, status: Int) async throws {
        let log = try await SealedLog(sealed: [300], count: 310)
        try await APIFixture.run(sealStore: log.store) { api in
            let answer = try await api.send(.get, path)
            #expect(answer.status == status, "\(answer.body)")
        }
    }

    @Test(arguments: [
        "/v1/ledger/checkpoint", "/v1/ledger/proof/inclusion?position=1",
        "/v1/ledger/proof/consistency?from=1", "/v1/events/1/proof", "/v1/ledger/tile/0/000.p/1",
        "/v1/events/export",
    ])
    func `before the first seal, and without a tree, there is nothing`(path: String) async throws {
        let log = try await SealedLog(sealed: [], count: 3)
        for store in [log.store, nil] {
            try await APIFixture.run(sealStore: store) { api in
                let answer = try await api.send(.get, path)
                #expect(answer.status == 404 && answer.code == "not_sealed")
            }
        }
    }

    @Test func `the export has sealed events only, each with what its entry hides`() async throws {
        let log = try await SealedLog(sealed: [5], count: 9)
        try await APIFixture.run(sealStore: log.store) { api in
            let answer = try await api.get("/v1/events/export?after=2")
            #expect(answer.headers["content-type"] == "application/x-ndjson")
            let lines = answer.body.split(separator: 0x0A).map { Array($0) }
            #expect(lines == log.records[2..<5].map { $0.line(leaf: $0.entry.leaf) })
            #expect(try await api.get("/v1/events/export?after=5").body.isEmpty)
            #expect(
                try await api.get("/v1/events/export?limit=2").body.split(separator: 0x0A).count
                    == 2)
        }
    }

    @Test func `how far sealing is behind is a metric`() async throws {
        let log = try await SealedLog(sealed: [5], count: 9)
        try await APIFixture.run(sealStore: log.store) { api in
            let text = String(decoding: try await api.get("/metrics").body, as: UTF8.self)
            #expect(text.contains("\nshiplog_ledger_sealed_events 5.0\n"))
            #expect(text.contains("\nshiplog_ledger_unsealed_events 4.0\n"))
            #expect(text.contains("\nshiplog_ledger_seal_lag_seconds 0.0\n"))
        }
    }

    @Test func `the oldest event without a checkpoint says how old the tree is`() async throws {
        let log = try await SealedLog(sealed: [1], count: 2)
        try await APIFixture.run(sealStore: log.store) { api in
            for name in ["a", "b"] {
                let path = "/v1/environments/production/services/\(name)"
                #expect(try await api.send(.put, path, APIFixture.settings).status == 200)
            }
            func lag() async throws -> Double {
                let text = String(decoding: try await api.get("/metrics").body, as: UTF8.self)
                let line = text.split(separator: "\n").first { $0.hasPrefix(Self.lagName + " ") }
                return try #require(line.flatMap { Double($0.dropFirst(Self.lagName.count + 1)) })
            }
            let first = try await lag()
            #expect(first > 0)
            #expect(try await lag() > first)
        }
    }

    private static let lagName = "shiplog_ledger_seal_lag_seconds"

    private static func hashes(_ answer: APIFixture.Answer) throws -> [TreeHash] {
        guard case .array(let values)? = answer.body["hashes"] else { return [] }
        return try values.map { value in
            guard case .string(let text) = value else { throw WrongShape() }
            return try #require(TreeHash(base64: text))
        }
    }

    private static func entries(_ bytes: [UInt8]) throws -> [[UInt8]] {
        var entries: [[UInt8]] = []
        var rest = bytes[...]
        while let high = rest.popFirst() {
            let low = rest.popFirst()
            let length = Int(high) << 8 | Int(try #require(low))
            entries.append(Array(rest.prefix(length)))
            rest = rest.dropFirst(length)
        }
        return entries
    }

    private struct WrongShape: Error {}
}
