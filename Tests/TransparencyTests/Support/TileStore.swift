import Testing
import Transparency

/// Tiles as a store would keep them: the widest of each.
struct TileStore {
    private(set) var tiles: [TileID: [TreeHash]] = [:]

    /// Keeps a tile, which must go on where the one before it ended.
    mutating func keep(_ tile: Tile) {
        let known = tiles[tile.id] ?? []
        #expect(tile.hashes.count > known.count && tile.hashes.starts(with: known))
        tiles[tile.id] = tile.hashes
    }

    /// Only those asked for, so that a test sees when one too few was asked for.
    func set(_ ids: Set<TileID>) -> TileSet { TileSet(tiles.filter { ids.contains($0.key) }) }
}
