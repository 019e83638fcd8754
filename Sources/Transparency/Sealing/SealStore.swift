/// Where a log is read to be sealed, and where its tree and checkpoints are kept.
package protocol SealStore: Sendable {
    /// Whether this process is the one that seals; asked before each round.
    ///
    /// It only saves work: ``save(_:)`` is what keeps two from sealing the same.
    func leads() async throws -> Bool

    /// Reads the log in order, beginning after a position.
    ///
    /// - Throws: ``SealError`` when a payload has no canonical form.
    func records(after position: Int64, limit: Int) async throws -> [LedgerRecord]

    /// Events in the log.
    func logSize() async throws -> Int64

    /// The newest checkpoint; `nil` before the first.
    func latest() async throws -> SignedCheckpoint?

    /// Those of the tiles that there are, as wide as they have become.
    func tiles(_ ids: Set<TileID>) async throws -> [TileID: [TreeHash]]

    /// Keeps tiles and checkpoint, both or neither.
    ///
    /// - Returns: `false` when the newest checkpoint is not the one that the seal goes on from.
    func save(_ seal: Seal) async throws -> Bool
}

/// What one round of sealing adds.
package struct Seal: Sendable, Equatable {
    /// Size of the checkpoint that it goes on from; 0 for the first.
    package let previousSize: Int64
    package let checkpoint: SignedCheckpoint
    /// Each tile that is new or wider.
    package let tiles: [Tile]

    package init(previousSize: Int64, checkpoint: SignedCheckpoint, tiles: [Tile]) {
        self.previousSize = previousSize
        self.checkpoint = checkpoint
        self.tiles = tiles
    }
}
