import LedgerCore

/// The views' rows in memory: for tests, and as the plainest form of the contract.
package actor InMemoryViewStore: ViewStore {
    private var rows: [Int: [String: [String: ViewRow]]] = [0: [:]]
    private var positions: [Int: Int64] = [0: 0]
    private var shown = 0

    package init() {}

    package func checkpoint() -> ViewCheckpoint {
        ViewCheckpoint(generation: shown, position: positions[shown] ?? 0)
    }

    package func rows(_ view: String, keys: [String], generation: Int) -> [String: ViewRow] {
        let all = rows[generation]?[view] ?? [:]
        return all.filter { keys.contains($0.key) }
    }

    package func save(
        _ changes: [ViewChange], from: ViewCheckpoint, to position: Int64
    ) -> Bool {
        guard positions[from.generation] == from.position else { return false }
        for change in changes {
            rows[from.generation, default: [:]][change.view, default: [:]][change.row.key] =
                change.row
        }
        positions[from.generation] = position
        return true
    }

    package func list(_ view: String, _ query: ViewQuery) -> ViewPage {
        let all = rows[shown]?[view] ?? [:]
        let matching = all.values
            .filter { query.environment == nil || $0.environment == query.environment }
            .filter { query.service == nil || $0.service == query.service }
            .filter { row in query.before.map { row.madeAt < $0 } ?? true }
            .sorted { $0.madeAt > $1.madeAt }
        let page = Array(matching.prefix(query.limit))
        return ViewPage(
            rows: page, next: matching.count > page.count ? page.last?.madeAt : nil)
    }

    package func row(_ view: String, key: String) -> ViewRow? { rows[shown]?[view]?[key] }

    package func beginRebuild() -> ViewCheckpoint {
        let generation = (positions.keys.max() ?? 0) + 1
        rows[generation] = [:]
        positions[generation] = 0
        return ViewCheckpoint(generation: generation, position: 0)
    }

    package func publish(_ checkpoint: ViewCheckpoint) -> Bool {
        guard let position = positions[checkpoint.generation],
            position >= positions[shown] ?? 0
        else { return false }
        let kept = rows[checkpoint.generation] ?? [:]
        rows = [checkpoint.generation: kept]
        positions = [checkpoint.generation: position]
        shown = checkpoint.generation
        return true
    }
}
