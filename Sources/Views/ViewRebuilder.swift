package import EventLog
import LedgerCore

/// Builds all views anew from the first event, beside the ones in use, and then swaps them.
package struct ViewRebuilder: Sendable {
    private let events: any EventStore
    private let views: any ViewStore

    package init(events: any EventStore, views: any ViewStore) {
        self.events = events
        self.views = views
    }

    /// - Parameter progress: told the position reached, after each batch.
    /// - Returns: the checkpoint that readers see from now on.
    package func rebuild(
        progress: @Sendable (Int64) async -> Void = { _ in }
    ) async throws -> ViewCheckpoint {
        var place = try await views.beginRebuild()
        var folder = ViewFolder()
        while true {
            let batch = try await events.read(
                after: place.position, limit: Projector.batchSize)
            guard let last = batch.last else {
                if try await views.publish(place) { return place }
                continue
            }
            let inputs = try batch.map { event in try folder.input(for: event) }
            let changes = try await views.changes(by: inputs, in: place.generation)
            guard try await views.save(changes, from: place, to: last.position) else {
                throw ViewStoreError("another rebuild took over")
            }
            place = ViewCheckpoint(generation: place.generation, position: last.position)
            await progress(place.position)
        }
    }
}
