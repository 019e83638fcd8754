/// Grows the tiles of a tree at their right edge.
///
/// Between two calls of ``takeTiles()`` it holds what was added in between, and else one tile of
/// each level at most.
package struct TileBuilder: Sendable {
    private var range = CompactRange()
    /// Of each level the hashes of its last tile, as long as it is not full.
    private var levels: [[TreeHash]] = []
    private var full: [Tile] = []
    /// Leaves when tiles were last taken.
    private var takenSize: Int64 = 0

    package init() {}

    /// Goes on from the tiles at the edge of a tree, see ``TileID/edge(of:)``.
    ///
    /// - Returns: `nil` when a tile is missing or too narrow; wider ones are cut, as a tile may have
    ///   grown since.
    package init?(size: Int64, edge: [TileID: [TreeHash]]) {
        guard size >= 0 else { return nil }
        for id in TileID.edge(of: size) {
            let width = id.width(in: size)
            guard let hashes = edge[id], hashes.count >= width else { return nil }
            while levels.count < id.level { levels.append([]) }
            levels.append(Array(hashes.prefix(width)))
        }
        let peaks = levels.reversed().flatMap { TreeNode.peaks(of: $0) }
        guard let range = CompactRange(size: size, peaks: peaks) else { return nil }
        self.range = range
        takenSize = size
    }

    package var size: Int64 { range.size }
    package var root: TreeHash { range.root }

    package mutating func append(_ leaf: TreeHash) {
        range.append(leaf)
        var hash = leaf
        var level = 0
        while true {
            if level == levels.count { levels.append([]) }
            levels[level].append(hash)
            guard levels[level].count == TileID.width else { return }
            let index = (range.size >> Int64(8 * (level + 1))) - 1
            full.append(Tile(id: TileID(level: level, index: index), hashes: levels[level]))
            hash = TreeNode.rootOfPerfect(levels[level][...])
            levels[level] = []
            level += 1
        }
    }

    /// Every tile that is new or wider since the last call.
    package mutating func takeTiles() -> [Tile] {
        var tiles = full
        for id in TileID.edge(of: size) where id.width(in: size) > id.width(in: takenSize) {
            tiles.append(Tile(id: id, hashes: levels[id.level]))
        }
        full = []
        takenSize = size
        return tiles
    }
}
