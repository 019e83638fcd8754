import Testing
import Transparency

@Suite struct SealerTests {
    private let log = RecordLog()
    private let signer: NoteSigner
    private let keys: SealingKeys

    init() throws {
        signer = try #require(NoteSigner(generatingFor: "log.example/a"))
        keys = try SealingKeys(signers: [signer])
    }

    @Test func `what is new is sealed, and the root is that of the whole log`() async throws {
        let store = log.store
        let sealer = Sealer(store: store, keys: keys)
        #expect(try await sealer.advance() == nil)
        for count in [1, 5, 256, 1, 300] {
            log.append(count)
            let sealed = try #require(try await sealer.advance())
            try sealed.verified(by: [signer.verifier])
            #expect(sealed.checkpoint.size == Int64(log.leaves.count))
            #expect(sealed.checkpoint.root == NaiveTree.root(log.leaves[...]))
            #expect(store.latest() == sealed)
            #expect(try await sealer.advance() == nil)
        }
    }

    @Test func `a long log is sealed in portions`() async throws {
        let sealer = Sealer(store: log.store, keys: keys)
        log.append(Sealer.batchSize + 2)
        #expect(try await sealer.advance()?.checkpoint.size == Int64(Sealer.batchSize))
        #expect(await sealer.isBehind)
        #expect(try await sealer.advance()?.checkpoint.size == Int64(Sealer.batchSize) + 2)
        #expect(await !sealer.isBehind)
    }

    @Test func `another sealer goes on from the tiles, and the one that was behind looks again`()
        async throws
    {
        let store = log.store
        let (first, second) = (
            Sealer(store: store, keys: keys), Sealer(store: store, keys: keys)
        )
        for round in 0..<4 {
            log.append(200)
            let sealed = try await (round.isMultiple(of: 2) ? first : second).advance()
            #expect(sealed?.checkpoint.root == NaiveTree.root(log.leaves[...]))
        }
    }

    @Test func `nothing is signed over tiles that were changed`() async throws {
        let store = log.store
        log.append(300)
        _ = try await Sealer(store: store, keys: keys).advance()
        var hashes = store.tiles([TileID(level: 0, index: 1)]).values.first ?? []
        hashes[3] = .empty
        #expect(
            store.save(
                Seal(
                    previousSize: 300, checkpoint: try #require(store.latest()),
                    tiles: [Tile(id: TileID(level: 0, index: 1), hashes: hashes)])))
        log.append(1)

        await #expect(throws: SealError.tilesDiffer(size: 300)) {
            try await Sealer(store: store, keys: keys).advance()
        }
    }

    @Test func `a full tile that was changed is found before the next signature`() async throws {
        let store = log.store
        let sealer = Sealer(store: store, keys: keys)
        log.append(300)
        _ = try await sealer.advance()
        let id = TileID(level: 1, index: 0)
        #expect(
            store.save(
                Seal(
                    previousSize: 300, checkpoint: try #require(store.latest()),
                    tiles: [Tile(id: id, hashes: [.empty])])))
        log.append(1)

        // The sealer has the tree in memory; what readers would be given does not prove it.
        await #expect(throws: SealError.inconsistent(from: 300, to: 301)) {
            try await sealer.advance()
        }
    }

    @Test func `a checkpoint of an unknown key is not gone on from`() async throws {
        let store = log.store
        log.append(3)
        let other = try #require(NoteSigner(generatingFor: "log.example/a"))
        _ = try await Sealer(store: store, keys: SealingKeys(signers: [other])).advance()
        log.append(1)
        await #expect(throws: SealError.foreignCheckpoint(size: 3)) {
            try await Sealer(store: store, keys: keys).advance()
        }

        let rotated = try SealingKeys(signers: [signer], trusted: [other.verifier])
        let sealed = try #require(try await Sealer(store: store, keys: rotated).advance())
        #expect(try sealed.verified(by: [signer.verifier, other.verifier]).count == 1)
    }

    @Test func `while keys change both sign`() async throws {
        log.append(3)
        let next = try #require(NoteSigner(generatingFor: "log.example/a"))
        let both = try SealingKeys(signers: [signer, next])
        let sealed = try #require(try await Sealer(store: log.store, keys: both).advance())
        for key in [signer, next] { try sealed.verified(by: [key.verifier]) }
    }

    @Test func `a log that lost or skips an event is not sealed`() async throws {
        let store = log.store
        log.append(5)
        let sealer = Sealer(store: store, keys: keys)
        _ = try await sealer.advance()
        log.records.removeLast()
        await #expect(throws: SealError.shorterLog(events: 4, sealed: 5)) {
            try await sealer.advance()
        }
        log.records += [.sample(at: 7), .sample(at: 8)]
        await #expect(throws: SealError.gap(after: 5)) { try await sealer.advance() }
    }

    @Test func `a key file has signing keys, and public ones that are only trusted`() throws {
        let old = try #require(NoteSigner(generatingFor: "log.example/a"))
        let text = "\n\(signer.secret)\r\n  \(old.verifier.text) \n\n"
        let read = try SealingKeys(parsing: text)
        #expect(read.signers.map(\.verifier) == [signer.verifier])
        #expect(read.trusted == [signer.verifier, old.verifier])
        #expect(read.origin == "log.example/a")
        for text in ["", "\n", old.verifier.text, signer.secret + "x", "key"] {
            #expect(throws: NoteError.self) { try SealingKeys(parsing: text) }
        }
        let elsewhere = try #require(NoteSigner(generatingFor: "log.example/b"))
        #expect(throws: NoteError.self) {
            try SealingKeys(parsing: signer.secret + "\n" + elsewhere.secret)
        }
    }
}
