/// One tile of the tree: up to 256 neighbouring hashes of every eighth level.
package struct TileID: Sendable, Hashable {
    /// Hashes of a full tile.
    package static let width = 256

    /// 0 holds leaves; each hash of a level above is the root of a full tile of the level below.
    package let level: Int
    package let index: Int64

    package init(level: Int, index: Int64) {
        self.level = level
        self.index = index
    }

    /// Hashes that it has in a tree of so many leaves; 0 when it is not there yet.
    package func width(in size: Int64) -> Int {
        guard (0..<8).contains(level), index >= 0, size > 0 else { return 0 }
        let hashes = size >> Int64(8 * level)
        let (start, isPast) = index.multipliedReportingOverflow(by: Int64(Self.width))
        guard !isPast, start < hashes else { return 0 }
        return Int(min(hashes - start, Int64(Self.width)))
    }

    /// The tiles at the right edge of a tree, from the leaves up, without the full ones.
    package static func edge(of size: Int64) -> [TileID] {
        var tiles: [TileID] = []
        var hashes = size
        while hashes > 0 {
            if hashes & 0xFF > 0 {
                tiles.append(TileID(level: tiles.count, index: hashes >> 8))
            } else {
                tiles.append(TileID(level: tiles.count, index: -1))
            }
            hashes >>= 8
        }
        return tiles.filter { $0.index >= 0 }
    }
}

/// A tile with what it holds.
package struct Tile: Sendable, Equatable {
    package let id: TileID
    /// 1...256, from left to right.
    package let hashes: [TreeHash]

    package init(id: TileID, hashes: [TreeHash]) {
        self.id = id
        self.hashes = hashes
    }

    /// The hashes one after the other, as tiles are stored and served.
    package var bytes: [UInt8] { hashes.flatMap(\.bytes) }

    /// `nil` unless there are 1...256 whole hashes.
    package init?(id: TileID, bytes: [UInt8]) {
        let count = bytes.count / TreeHash.size
        guard bytes.count.isMultiple(of: TreeHash.size), (1...TileID.width).contains(count)
        else { return nil }
        self.id = id
        hashes = stride(from: 0, to: bytes.count, by: TreeHash.size).compactMap {
            TreeHash(bytes[$0..<$0 + TreeHash.size])
        }
    }
}
