import Testing
import Transparency

/// What the engine makes, against the RFC's own recursion.
@Suite struct TreePropertyTests {
    @Test func `the root that grows leaf by leaf is the root of the whole tree`() {
        let leaves = [TreeHash].leaves(300)
        var range = CompactRange()
        for size in 0...leaves.count {
            #expect(range.root == NaiveTree.root(leaves[..<size]), "size \(size)")
            if size < leaves.count { range.append(leaves[size]) }
        }
    }

    @Test func `every proof of every small tree is the RFC's, and holds`() throws {
        let leaves = [TreeHash].leaves(34)
        var builder = TileBuilder()
        var store = TileStore()
        for size in 1...leaves.count {
            builder.append(leaves[size - 1])
            for tile in builder.takeTiles() { store.keep(tile) }
            let root = NaiveTree.root(leaves[..<size])
            for start in 0..<size {
                try expectInclusion(of: start, in: leaves[..<size], root, store)
                try expectConsistency(from: start, to: leaves[..<size], root, store)
            }
            try expectConsistency(from: size, to: leaves[..<size], root, store)
        }
    }

    @Test(arguments: 1...8 as ClosedRange<UInt64>)
    func `proofs over several tiles are the RFC's, and hold`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let leaves = [TreeHash].leaves(Int.random(in: 256...1500, using: &random))
        var builder = TileBuilder()
        var store = TileStore()
        for leaf in leaves {
            builder.append(leaf)
            // Whenever tiles are taken, in whatever portions, the store has the same in the end.
            guard Int.random(in: 0..<40, using: &random) == 0 else { continue }
            for tile in builder.takeTiles() { store.keep(tile) }
        }
        for tile in builder.takeTiles() { store.keep(tile) }
        for _ in 0..<12 {
            let size = Int.random(in: 1...leaves.count, using: &random)
            let root = NaiveTree.root(leaves[..<size])
            let start = Int.random(in: 0..<size, using: &random)
            try expectInclusion(of: start, in: leaves[..<size], root, store)
            try expectConsistency(from: start, to: leaves[..<size], root, store)
        }
    }

    private func expectInclusion(
        of index: Int, in leaves: ArraySlice<TreeHash>, _ root: TreeHash, _ store: TileStore
    ) throws {
        let size = Int64(leaves.count)
        let ids = try #require(TileSet.tiles(forInclusionOf: Int64(index), in: size))
        let proof = try #require(store.set(ids).inclusion(of: Int64(index), in: size))
        #expect(proof.hashes == NaiveTree.inclusion(of: index, in: leaves), "\(index) in \(size)")
        #expect(proof.verifies(leaf: leaves[index], size: size, root: root), "\(index) in \(size)")
    }

    private func expectConsistency(
        from old: Int, to leaves: ArraySlice<TreeHash>, _ root: TreeHash, _ store: TileStore
    ) throws {
        let size = Int64(leaves.count)
        let ids = try #require(TileSet.tiles(forConsistencyFrom: Int64(old), to: size))
        let proof = try #require(store.set(ids).consistency(from: Int64(old), to: size))
        let naive = old == 0 ? [] : NaiveTree.consistency(from: old, to: leaves)
        #expect(proof.hashes == naive, "\(old) to \(size)")
        let oldRoot = NaiveTree.root(leaves.prefix(old))
        #expect(proof.verifies(from: Int64(old), oldRoot, to: size, root), "\(old) to \(size)")
    }
}
