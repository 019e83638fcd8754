import Testing
import Transparency

@Suite struct TileTests {
    @Test func `a tree of 70,000 leaves has the tiles that the specification counts`() throws {
        var builder = TileBuilder()
        let leaf = TreeHash.leaf([])
        for _ in 0..<70_000 { builder.append(leaf) }

        let tiles = builder.takeTiles()

        let full = tiles.filter { $0.hashes.count == TileID.width }
        #expect(full.filter { $0.id.level == 0 }.map(\.id.index) == Array(0..<273))
        #expect(full.filter { $0.id.level == 1 }.map(\.id.index) == [0])
        let partial = tiles.filter { $0.hashes.count < TileID.width }
        #expect(partial.map(\.id.level) == [0, 1, 2])
        #expect(partial.map(\.id.index) == [273, 1, 0])
        #expect(partial.map(\.hashes.count) == [112, 17, 1])
        for tile in tiles { #expect(tile.id.width(in: 70_000) == tile.hashes.count) }
        #expect(TileID(level: 0, index: 274).width(in: 70_000) == 0)
        #expect(TileID(level: 3, index: 0).width(in: 70_000) == 0)
    }

    @Test func `each hash above the leaves is the root of a full tile below`() throws {
        let leaves = [TreeHash].leaves(513)
        var builder = TileBuilder()
        for leaf in leaves { builder.append(leaf) }

        let above = try #require(builder.takeTiles().last)

        #expect(above.id == TileID(level: 1, index: 0))
        #expect(
            above.hashes == [NaiveTree.root(leaves[..<256]), NaiveTree.root(leaves[256..<512])])
    }

    @Test(arguments: [0, 1, 255, 256, 257, 511, 512, 700])
    func `a builder goes on from the edge as if it had never stopped`(size: Int) throws {
        let leaves = [TreeHash].leaves(size + 600)
        var store = TileStore()
        var first = TileBuilder()
        for leaf in leaves.prefix(size) { first.append(leaf) }
        for tile in first.takeTiles() { store.keep(tile) }

        var second = try #require(TileBuilder(size: Int64(size), edge: store.tiles))

        #expect(second.root == first.root)
        for leaf in leaves.dropFirst(size) {
            first.append(leaf)
            second.append(leaf)
        }
        #expect(second.root == NaiveTree.root(leaves[...]))
        #expect(second.takeTiles() == first.takeTiles())
    }

    @Test func `a tile that grew in the meantime is cut, one that is missing is refused`() {
        let leaves = [TreeHash].leaves(20)
        let edge = [TileID(level: 0, index: 0): leaves]
        #expect(TileBuilder(size: 12, edge: edge)?.root == NaiveTree.root(leaves[..<12]))
        #expect(TileBuilder(size: 21, edge: edge) == nil)
        #expect(TileBuilder(size: 12, edge: [:]) == nil)
        #expect(TileBuilder(size: -1, edge: edge) == nil)
    }

    @Test func `a tile reads back from its bytes, and from no others`() {
        let tile = Tile(id: TileID(level: 0, index: 3), hashes: .leaves(5))
        #expect(tile.bytes.count == 160)
        #expect(Tile(id: tile.id, bytes: tile.bytes) == tile)
        #expect(Tile(id: tile.id, bytes: []) == nil)
        #expect(Tile(id: tile.id, bytes: Array(tile.bytes.dropLast())) == nil)
        #expect(Tile(id: tile.id, bytes: [UInt8](repeating: 0, count: 257 * 32)) == nil)
    }
}
