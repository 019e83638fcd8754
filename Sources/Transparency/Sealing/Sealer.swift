/// Follows the log, grows its tree and signs what the tree became.
///
/// Appends know nothing of it. Several may run: whose seal is saved decides, the others look again.
package actor Sealer {
    private let store: any SealStore
    private let keys: SealingKeys
    /// The tree as it was last saved; `nil` when that must be read again.
    private var tree: TileBuilder?
    /// Whether the last round left events for the next one, as there were more than a batch.
    package private(set) var isBehind = false

    package init(store: any SealStore, keys: SealingKeys) {
        self.store = store
        self.keys = keys
    }

    /// Most events between two checkpoints.
    package static let batchSize = 4096

    /// Seals the next events.
    ///
    /// - Returns: the new checkpoint; `nil` when all is sealed, or another process seals.
    /// - Throws: ``SealError``, or what the store throws; the tree stays as it was.
    package func advance() async throws -> SignedCheckpoint? {
        isBehind = false
        guard try await store.leads() else { return nil }
        let last = try await store.latest()
        var tree = try await tree(of: last)
        // Until it is saved the tree is ahead of the store: a failure makes it be read again.
        self.tree = nil
        let events = try await grow(&tree)
        guard tree.size > last?.checkpoint.size ?? 0 else {
            self.tree = tree
            return nil
        }
        let tiles = tree.takeTiles()
        try await check(tree, tiles, continues: last?.checkpoint)
        let checkpoint = try SignedCheckpoint(
            size: tree.size, root: tree.root, signers: keys.signers)
        let seal = Seal(
            previousSize: last?.checkpoint.size ?? 0, checkpoint: checkpoint, tiles: tiles)
        guard try await store.save(seal) else { return nil }
        isBehind = events > tree.size
        self.tree = tree
        return checkpoint
    }

    /// The tree that was signed last, from memory or from the tiles at its edge.
    private func tree(of last: SignedCheckpoint?) async throws -> TileBuilder {
        guard let last else { return TileBuilder() }
        let (size, root) = (last.checkpoint.size, last.checkpoint.root)
        if let tree, tree.size == size, tree.root == root { return tree }
        do { try last.verified(by: keys.trusted) } catch {
            throw SealError.foreignCheckpoint(size: size)
        }
        let edge = try await store.tiles(Set(TileID.edge(of: size)))
        guard let tree = TileBuilder(size: size, edge: edge), tree.root == root else {
            throw SealError.tilesDiffer(size: size)
        }
        return tree
    }

    /// - Returns: how many events the log has.
    private func grow(_ tree: inout TileBuilder) async throws -> Int64 {
        let events = try await store.logSize()
        guard events != tree.size else { return events }
        guard events > tree.size else {
            throw SealError.shorterLog(events: events, sealed: tree.size)
        }
        for record in try await store.records(after: tree.size, limit: Self.batchSize) {
            guard record.entry.position == tree.size + 1 else {
                throw SealError.gap(after: tree.size)
            }
            tree.append(record.entry.leaf)
        }
        return events
    }

    /// As an auditor would: by a proof from the tiles that readers will see.
    private func check(
        _ tree: TileBuilder, _ grown: [Tile], continues last: Checkpoint?
    ) async throws {
        guard let last else { return }
        let failure = SealError.inconsistent(from: last.size, to: tree.size)
        guard let ids = TileSet.tiles(forConsistencyFrom: last.size, to: tree.size) else {
            throw failure
        }
        var tiles = try await store.tiles(ids)
        for tile in grown { tiles[tile.id] = tile.hashes }
        guard let proof = TileSet(tiles).consistency(from: last.size, to: tree.size),
            proof.verifies(from: last.size, last.root, to: tree.size, tree.root)
        else { throw failure }
    }
}
