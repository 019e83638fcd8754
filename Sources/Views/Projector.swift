package import EventLog
import LedgerCore

/// Carries the views along the log: reads what is new, folds it, and saves rows and checkpoint.
///
/// Several may run: the checkpoint decides who is right, the others look again.
package actor Projector {
    private let events: any EventStore
    private let views: any ViewStore
    private var folder = ViewFolder()
    private var checkpoint: ViewCheckpoint?

    package init(events: any EventStore, views: any ViewStore) {
        self.events = events
        self.views = views
    }

    /// Events read at a time, and so the most that are in memory.
    package static let batchSize = 500

    /// Takes one batch in. - Returns: how many events it held; 0 when the views are up to date.
    package func advance() async throws -> Int {
        let from = try await place()
        let batch = try await events.read(after: from.position, limit: Self.batchSize)
        guard let last = batch.last else { return 0 }
        // Until the rows are saved the states are ahead of them: a failure makes both begin anew.
        checkpoint = nil
        let changes = try await fold(batch, in: from.generation)
        guard try await views.save(changes, from: from, to: last.position) else {
            return batch.count
        }
        checkpoint = ViewCheckpoint(generation: from.generation, position: last.position)
        return batch.count
    }

    /// Where the rows are, by the store's word; another writer may have moved them.
    private func place() async throws -> ViewCheckpoint {
        let stored = try await views.checkpoint()
        if stored != checkpoint { folder = ViewFolder() }
        checkpoint = stored
        return stored
    }

    private func fold(_ batch: [RecordedEvent], in generation: Int) async throws -> [ViewChange] {
        var folder = self.folder
        let touched = ViewRows.Touched(try await folder.inputs(for: batch, past: events))
        self.folder = folder
        var rows = ViewRows()
        try await views.load(touched, into: &rows, generation: generation)
        rows.apply(touched)
        return rows.takeChanges()
    }
}
