import Testing
import Transparency

/// The eight leaves of the Certificate Transparency reference implementations, and what they publish
/// of the trees over them (`transparency-dev/merkle`, `testonly/constants.go` and `proof`).
@Suite struct PublishedVectorTests {
    private static let leaves = [
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    ]
    private static let roots = [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]

    struct Path: Sendable {
        /// Index of a leaf, or size of the old tree.
        let start: Int
        let size: Int
        let hashes: [String]
    }

    private static let inclusions = [
        Path(start: 0, size: 1, hashes: []),
        Path(
            start: 0, size: 8,
            hashes: [
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
            ]),
        Path(
            start: 5, size: 8,
            hashes: [
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ]),
        Path(
            start: 2, size: 3,
            hashes: ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]),
        Path(
            start: 1, size: 5,
            hashes: [
                "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            ]),
    ]

    private static let consistencies = [
        Path(start: 1, size: 1, hashes: []),
        Path(
            start: 1, size: 8,
            hashes: [
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
            ]),
        Path(
            start: 6, size: 8,
            hashes: [
                "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ]),
        Path(
            start: 2, size: 5,
            hashes: [
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            ]),
    ]

    private static func tiles() throws -> (TileSet, [TreeHash]) {
        var builder = TileBuilder()
        let leaves = try leaves.map { TreeHash.leaf(try bytes($0)) }
        for leaf in leaves { builder.append(leaf) }
        let tiles = builder.takeTiles().map { ($0.id, $0.hashes) }
        return (TileSet(Dictionary(uniqueKeysWithValues: tiles)), leaves)
    }

    @Test func `the roots over the first leaves are the published ones`() throws {
        var range = CompactRange()
        #expect(range.root == (try hash(Self.roots[0])))
        for (leaf, root) in zip(Self.leaves, Self.roots.dropFirst()) {
            range.append(.leaf(try bytes(leaf)))
            #expect(range.root == (try hash(root)), "size \(range.size)")
        }
    }

    @Test(arguments: inclusions)
    func `published inclusion proofs are made and hold`(path: Path) throws {
        let (tiles, leaves) = try Self.tiles()

        let proof = InclusionProof(index: Int64(path.start), hashes: try path.hashes.map(hash))

        #expect(tiles.inclusion(of: proof.index, in: Int64(path.size)) == proof)
        let root = try hash(Self.roots[path.size])
        #expect(proof.verifies(leaf: leaves[path.start], size: Int64(path.size), root: root))
    }

    @Test(arguments: consistencies)
    func `published consistency proofs are made and hold`(path: Path) throws {
        let (tiles, _) = try Self.tiles()
        let (old, new) = (Int64(path.start), Int64(path.size))

        let proof = ConsistencyProof(hashes: try path.hashes.map(hash))

        #expect(tiles.consistency(from: old, to: new) == proof)
        let roots = (try hash(Self.roots[path.start]), try hash(Self.roots[path.size]))
        #expect(proof.verifies(from: old, roots.0, to: new, roots.1))
        // The published case "swapped roots".
        #expect(old == new || !proof.verifies(from: old, roots.1, to: new, roots.0))
    }
}
