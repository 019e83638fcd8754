package import EventLog
import LedgerCore

/// Builds all views anew from the first event, beside the ones in use, and then swaps them.
package struct ViewRebuilder: Sendable {
    private let events: any EventStore
    private let views: any ViewStore
    private let limit: Int

    /// - Parameter limit: services and rows that stay in memory, about 3 KB each.
    package init(events: any EventStore, views: any ViewStore, limit: Int = 20_000) {
        self.events = events
        self.views = views
        self.limit = limit
    }

    /// - Parameter progress: told the position reached, after each 100,000 events or so.
    /// - Returns: the checkpoint that readers see from now on.
    package func rebuild(
        progress: @escaping @Sendable (Int64) async -> Void = { _ in }
    ) async throws -> ViewCheckpoint {
        let place = try await views.beginRebuild()
        let rebuild = Rebuild(
            events: events, views: views, place: place, limit: limit, progress: progress)
        while true {
            try await events.readAll(after: rebuild.position) { batch in
                try await rebuild.take(batch)
            }
            let reached = try await rebuild.save()
            if try await views.publish(reached) { return reached }
        }
    }
}
