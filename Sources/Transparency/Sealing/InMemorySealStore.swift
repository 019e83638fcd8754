import Synchronization

/// Tree and checkpoints in memory, over records that someone else gives.
package final class InMemorySealStore: SealStore {
    private struct State {
        var latest: SignedCheckpoint?
        var tiles: [TileID: [TreeHash]] = [:]
    }

    private let state = Mutex(State())
    private let log: @Sendable () async throws -> [LedgerRecord]

    /// - Parameter log: all records, in order.
    package init(log: @escaping @Sendable () async throws -> [LedgerRecord]) { self.log = log }

    package func leads() -> Bool { true }

    package func records(after position: Int64, limit: Int) async throws -> [LedgerRecord] {
        Array(try await log().filter { $0.entry.position > position }.prefix(limit))
    }

    package func logSize() async throws -> Int64 { Int64(try await log().count) }

    package func latest() -> SignedCheckpoint? { state.withLock { $0.latest } }

    package func tiles(_ ids: Set<TileID>) -> [TileID: [TreeHash]] {
        state.withLock { $0.tiles.filter { ids.contains($0.key) } }
    }

    package func save(_ seal: Seal) -> Bool {
        state.withLock { state in
            guard state.latest?.checkpoint.size ?? 0 == seal.previousSize else { return false }
            for tile in seal.tiles { state.tiles[tile.id] = tile.hashes }
            state.latest = seal.checkpoint
            return true
        }
    }
}
