import Testing
import Transparency

/// What does not hold is refused, and nothing that comes from outside ends the process.
@Suite struct ForgedProofTests {
    private static let leaves = [TreeHash].leaves(21)

    private static func tiles() -> TileSet {
        var builder = TileBuilder()
        for leaf in leaves { builder.append(leaf) }
        let tiles = builder.takeTiles().map { ($0.id, $0.hashes) }
        return TileSet(Dictionary(uniqueKeysWithValues: tiles))
    }

    /// The ways in which the reference implementations spoil a path.
    private static func spoiled(_ hashes: [TreeHash], root: TreeHash) -> [[TreeHash]] {
        var paths = [hashes + [root], [root] + hashes, hashes + [.empty], [.empty] + hashes]
        if !hashes.isEmpty { paths += [Array(hashes.dropLast()), Array(hashes.dropFirst()), []] }
        for index in hashes.indices {
            var bytes = hashes[index].bytes
            bytes[index % TreeHash.size] ^= 4
            var changed = hashes
            TreeHash(bytes).map { changed[index] = $0 }
            paths.append(changed)
            if index > 0, hashes[index] != hashes[index - 1] {
                changed = hashes
                changed.swapAt(index, index - 1)
                paths.append(changed)
            }
        }
        return paths
    }

    @Test func `a spoiled inclusion proof is refused`() throws {
        let tiles = Self.tiles()
        for size in 1...Self.leaves.count {
            let root = NaiveTree.root(Self.leaves[..<size])
            for index in 0..<size {
                let proof = try #require(tiles.inclusion(of: Int64(index), in: Int64(size)))
                let leaf = Self.leaves[index]
                for hashes in Self.spoiled(proof.hashes, root: root) {
                    let bad = InclusionProof(index: proof.index, hashes: hashes)
                    #expect(!bad.verifies(leaf: leaf, size: Int64(size), root: root))
                }
                for other in [index - 1, index + 1, index ^ 2, size, -1] where other != index {
                    let bad = InclusionProof(index: Int64(other), hashes: proof.hashes)
                    #expect(!bad.verifies(leaf: leaf, size: Int64(size), root: root))
                }
                #expect(!proof.verifies(leaf: .empty, size: Int64(size), root: root))
                #expect(!proof.verifies(leaf: leaf, size: Int64(size), root: .empty))
                #expect(!proof.verifies(leaf: leaf, size: 0, root: root))
                #expect(!proof.verifies(leaf: leaf, size: -1, root: root))
            }
        }
    }

    @Test func `a spoiled consistency proof is refused`() throws {
        let tiles = Self.tiles()
        for new in 2...Self.leaves.count {
            for old in 1..<new {
                let roots = (
                    NaiveTree.root(Self.leaves[..<old]), NaiveTree.root(Self.leaves[..<new])
                )
                let proof = try #require(tiles.consistency(from: Int64(old), to: Int64(new)))
                for hashes in Self.spoiled(proof.hashes, root: roots.1) {
                    let bad = ConsistencyProof(hashes: hashes)
                    #expect(!bad.verifies(from: Int64(old), roots.0, to: Int64(new), roots.1))
                }
                #expect(!proof.verifies(from: Int64(old), .empty, to: Int64(new), roots.1))
                #expect(!proof.verifies(from: Int64(old), roots.0, to: Int64(new), .empty))
                #expect(!proof.verifies(from: Int64(new), roots.1, to: Int64(old), roots.0))
                #expect(!proof.verifies(from: -1, roots.0, to: Int64(new), roots.1))
            }
        }
    }

    @Test func `only the empty tree is consistent with no leaves, and only without hashes`() {
        let root = NaiveTree.root(Self.leaves[...])
        #expect(ConsistencyProof(hashes: []).verifies(from: 0, .empty, to: 21, root))
        #expect(!ConsistencyProof(hashes: []).verifies(from: 0, root, to: 21, root))
        #expect(!ConsistencyProof(hashes: [root]).verifies(from: 0, .empty, to: 21, root))
        #expect(!ConsistencyProof(hashes: []).verifies(from: 0, .empty, to: 0, root))
        #expect(ConsistencyProof(hashes: []).verifies(from: 21, root, to: 21, root))
        #expect(!ConsistencyProof(hashes: [root]).verifies(from: 21, root, to: 21, root))
    }

    @Test func `a path of another length is refused, even to a root that was made for it`() {
        let (leaf, sibling) = (Self.leaves[0], Self.leaves[1])
        let longer = InclusionProof(index: 0, hashes: [sibling])
        #expect(!longer.verifies(leaf: leaf, size: 1, root: .node(sibling, leaf)))
        #expect(!longer.verifies(leaf: leaf, size: 1, root: .node(leaf, sibling)))
        #expect(!longer.verifies(leaf: leaf, size: 3, root: .node(leaf, sibling)))
        let shorter = ConsistencyProof(hashes: [sibling])
        #expect(shorter.verifies(from: 1, leaf, to: 2, .node(leaf, sibling)))
        #expect(!shorter.verifies(from: 1, leaf, to: 4, .node(leaf, sibling)))
        let more = ConsistencyProof(hashes: [sibling, sibling])
        let root = TreeHash.node(sibling, .node(leaf, sibling))
        #expect(!more.verifies(from: 1, leaf, to: 2, root))
        #expect(!more.verifies(from: 1, leaf, to: 2, .node(.node(leaf, sibling), sibling)))
        let above = ConsistencyProof(hashes: [leaf, sibling, leaf, sibling])
        let old = TreeHash.node(sibling, .node(leaf, leaf))
        let new = TreeHash.node(sibling, .node(leaf, .node(leaf, sibling)))
        #expect(!above.verifies(from: 3, old, to: 4, new))
    }

    @Test func `sizes at the end of the numbers do not trap`() {
        let hashes = [TreeHash](repeating: .empty, count: 64)
        for size in [Int64.max, .max - 1, 1 << 62, .min] {
            for start in [Int64.max, .max - 1, 1 << 62, 0, 1, -1, .min] {
                let proof = InclusionProof(index: start, hashes: hashes)
                #expect(!proof.verifies(leaf: .empty, size: size, root: .empty))
                let consistency = ConsistencyProof(hashes: hashes)
                #expect(!consistency.verifies(from: start, .empty, to: size, .empty))
                _ = TileSet.tiles(forInclusionOf: start, in: size)
                _ = TileSet.tiles(forConsistencyFrom: start, to: size)
                _ = TileID(level: 7, index: start).width(in: size)
            }
        }
    }

    @Test func `a proof is not made for what the tree has not, or from tiles that are missing`() {
        let tiles = Self.tiles()
        #expect(tiles.inclusion(of: 21, in: 21) == nil)
        #expect(tiles.inclusion(of: -1, in: 21) == nil)
        #expect(tiles.consistency(from: 22, to: 21) == nil)
        #expect(tiles.inclusion(of: 0, in: 22) == nil)
        #expect(TileSet([:]).inclusion(of: 0, in: 2) == nil)
        #expect(TileSet([:]).consistency(from: 1, to: 2) == nil)
    }
}
