/// Finds the hashes of nodes in tiles that were read, to make proofs of them.
package struct TileSet: Sendable {
    private let tiles: [TileID: [TreeHash]]

    package init(_ tiles: [TileID: [TreeHash]]) { self.tiles = tiles }

    /// The tiles in which the subtrees of an inclusion proof are; `nil` when there is no such leaf.
    package static func tiles(forInclusionOf leaf: Int64, in size: Int64) -> Set<TileID>? {
        ProofPath.inclusion(of: leaf, in: size).map(tiles)
    }

    /// The tiles for a consistency proof; `nil` when the old tree is the larger one.
    package static func tiles(forConsistencyFrom old: Int64, to new: Int64) -> Set<TileID>? {
        ProofPath.consistency(from: old, to: new).map(tiles)
    }

    /// - Returns: `nil` when the tree has no such leaf, or a tile is missing.
    package func inclusion(of leaf: Int64, in size: Int64) -> InclusionProof? {
        ProofPath.inclusion(of: leaf, in: size).flatMap(hashes).map {
            InclusionProof(index: leaf, hashes: $0)
        }
    }

    /// - Returns: `nil` when the old tree is the larger one, or a tile is missing.
    package func consistency(from old: Int64, to new: Int64) -> ConsistencyProof? {
        ProofPath.consistency(from: old, to: new).flatMap(hashes).map(ConsistencyProof.init)
    }

    private static func tiles(_ path: [Range<Int64>]) -> Set<TileID> {
        Set(path.flatMap(TreeNode.covering).map(\.tile))
    }

    private func hashes(_ path: [Range<Int64>]) -> [TreeHash]? {
        var hashes: [TreeHash] = []
        for range in path {
            var peaks: [TreeHash] = []
            for node in TreeNode.covering(range) {
                guard let hash = hash(of: node) else { return nil }
                peaks.append(hash)
            }
            guard let hash = CompactRange.fold(peaks) else { return nil }
            hashes.append(hash)
        }
        return hashes
    }

    private func hash(of node: TreeNode) -> TreeHash? {
        let range = node.rangeInTile
        guard let hashes = tiles[node.tile], hashes.count >= range.upperBound else { return nil }
        return TreeNode.rootOfPerfect(hashes[range])
    }
}

extension TreeNode {
    fileprivate var tile: TileID {
        TileID(level: level / 8, index: (index << Int64(level % 8)) >> 8)
    }

    /// The hashes of the tile that are its leaves.
    fileprivate var rangeInTile: Range<Int> {
        let start = Int((index << Int64(level % 8)) & 0xFF)
        return start..<start + 1 << (level % 8)
    }

    /// - Parameter hashes: a power of two of them, at least one.
    static func rootOfPerfect(_ hashes: ArraySlice<TreeHash>) -> TreeHash {
        var range = CompactRange()
        for hash in hashes { range.append(hash) }
        return range.root
    }

    /// The roots of the perfect subtrees over neighbours, the largest first.
    static func peaks(of hashes: [TreeHash]) -> [TreeHash] {
        var range = CompactRange()
        for hash in hashes { range.append(hash) }
        return range.peaks
    }
}
