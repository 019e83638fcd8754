import Synchronization
import Views

/// Fails the first time that rows are saved, before anything is written.
final class FailingViewStore: ViewStore {
    private let store: InMemoryViewStore
    private let hasFailed = Atomic(false)

    init(_ store: InMemoryViewStore) { self.store = store }

    func save(
        _ changes: [ViewChange], from: ViewCheckpoint, to position: Int64
    ) async throws(ViewStoreError) -> Bool {
        guard hasFailed.exchange(true, ordering: .relaxed) else {
            throw ViewStoreError("away for a moment")
        }
        return await store.save(changes, from: from, to: position)
    }

    func checkpoint() async throws(ViewStoreError) -> ViewCheckpoint { await store.checkpoint() }

    func rows(
        _ view: String, keys: [String], generation: Int
    ) async throws(ViewStoreError) -> [String: ViewRow] {
        await store.rows(view, keys: keys, generation: generation)
    }

    func list(_ view: String, _ query: ViewQuery) async throws(ViewStoreError) -> ViewPage {
        await store.list(view, query)
    }

    func row(_ view: String, key: String) async throws(ViewStoreError) -> ViewRow? {
        await store.row(view, key: key)
    }

    func beginRebuild() async throws(ViewStoreError) -> ViewCheckpoint {
        await store.beginRebuild()
    }

    func publish(_ checkpoint: ViewCheckpoint) async throws(ViewStoreError) -> Bool {
        await store.publish(checkpoint)
    }
}
