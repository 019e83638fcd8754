import Testing
import Transparency

/// Thousands of damaged texts: none ends the process, and none is taken for the real one.
@Suite struct MutationTests {
    private static let seeds = 1...6 as ClosedRange<UInt64>

    private static func mutated(
        _ text: String, _ random: inout SeededRandom
    ) -> String {
        var bytes = Array(text.utf8)
        let odd = Array("\n\r\u{0} +—=/.xp0123456789\u{301}".utf8)
        for _ in 0..<Int.random(in: 1...3, using: &random) where !bytes.isEmpty {
            let index = Int.random(in: 0..<bytes.count, using: &random)
            switch Int.random(in: 0..<5, using: &random) {
            case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
            case 1: bytes.remove(at: index)
            case 2: bytes.insert(odd[Int.random(in: 0..<odd.count, using: &random)], at: index)
            case 3: bytes.removeSubrange(index...)
            default: bytes.insert(contentsOf: bytes[index...], at: index)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test(arguments: seeds)
    func `a damaged checkpoint never verifies as another`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let signer = try #require(NoteSigner(generatingFor: "log.example/a"))
        let signed = try SignedCheckpoint(size: 1_234, root: .empty, signers: [signer])
        for _ in 0..<700 {
            let text = Self.mutated(signed.note.encoded, &random)
            guard let read = try? SignedCheckpoint(parsing: text),
                (try? read.verified(by: [signer.verifier])) != nil
            else { continue }
            #expect(read.checkpoint == signed.checkpoint, "seed \(seed)")
            #expect(read.note.encoded.utf8.elementsEqual(text.utf8), "seed \(seed)")
        }
    }

    @Test(arguments: seeds)
    func `a damaged proof never verifies for another place`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let signer = try #require(NoteSigner(generatingFor: "log.example/a"))
        let leaves = [TreeHash].leaves(21)
        var builder = TileBuilder()
        for leaf in leaves { builder.append(leaf) }
        let root = builder.root
        let tiles = TileSet(
            Dictionary(uniqueKeysWithValues: builder.takeTiles().map { ($0.id, $0.hashes) }))
        let proof = EntryProof(
            inclusion: try #require(tiles.inclusion(of: 13, in: 21)),
            checkpoint: try SignedCheckpoint(size: 21, root: root, signers: [signer]))
        try proof.verify(leaf: leaves[13], keys: [signer.verifier])
        for _ in 0..<700 {
            let text = Self.mutated(proof.text, &random)
            guard let read = try? EntryProof(parsing: text),
                (try? read.verify(leaf: leaves[13], keys: [signer.verifier])) != nil
            else { continue }
            #expect(read.inclusion == proof.inclusion, "seed \(seed)")
            #expect(read.checkpoint.checkpoint == proof.checkpoint.checkpoint, "seed \(seed)")
        }
    }

    @Test(arguments: seeds)
    func `damaged keys, paths and JSON are read or refused`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let signer = try #require(NoteSigner(generatingFor: "log.example/a"))
        let json = #"{"a":[1,-2.5e-7,null,true,"\u20ac\ud83d\ude00\n"],"b":{"c":{}},"d":1e21}"#
        for _ in 0..<700 {
            if let key = try? NoteVerifierKey(Self.mutated(signer.verifier.text, &random)) {
                #expect(key.publicKey == signer.verifier.publicKey, "seed \(seed)")
            }
            let path = Self.mutated("tile/3/x001/x234/067.p/12", &random)
            if let read = TilePath(path) { #expect(read.text.utf8.elementsEqual(path.utf8)) }
            let text = Self.mutated(json, &random)
            guard let value = try? CanonicalParser.parse(Array(text.utf8)) else { continue }
            #expect(try CanonicalParser.parse(value.bytes) == value, "seed \(seed)")
        }
    }
}
