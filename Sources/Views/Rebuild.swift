import EventLog
import LedgerCore

/// A new generation of all views on its way along the log.
///
/// Rows stay in memory until there are many, so that one that changes often is written once.
actor Rebuild {
    private let events: any EventStore
    private let views: any ViewStore
    private let progress: @Sendable (Int64) async -> Void
    private var place: ViewCheckpoint
    private var folder: ViewFolder
    private var rows = ViewRows()
    /// The end of what was folded; ``place`` is the end of what was saved.
    private(set) var position: Int64
    private var reported: Int64 = 0
    /// The store may have rows of this generation that are not in memory.
    private var hasSpilled = false

    private let limit: Int
    /// Rows written by one statement, which must end well within its time.
    private static let rowsAtOnce = 2000
    private static let eventsBetweenReports = 100_000

    /// - Parameter limit: services and rows that stay in memory; those beyond are read again.
    init(
        events: any EventStore, views: any ViewStore, place: ViewCheckpoint, limit: Int,
        progress: @escaping @Sendable (Int64) async -> Void
    ) {
        self.events = events
        self.views = views
        self.place = place
        self.limit = limit
        folder = ViewFolder(limit: limit)
        self.progress = progress
        position = place.position
    }

    /// Folds the events that follow on the last ones.
    func take(_ batch: [RecordedEvent]) async throws {
        guard let last = batch.last else { return }
        var folder = self.folder
        let touched = ViewRows.Touched(try await folder.inputs(for: batch, past: events))
        self.folder = folder
        if hasSpilled { try await load(touched) }
        rows.apply(touched)
        position = last.position
        if rows.count > limit { try await spill() }
        guard position - reported >= Self.eventsBetweenReports else { return }
        reported = position
        await progress(position)
    }

    /// Writes what changed, and moves the generation's checkpoint.
    ///
    /// - Throws: ``ViewStoreError`` also when another rebuild took over.
    func save() async throws -> ViewCheckpoint {
        let changes = rows.takeChanges()
        for start in stride(from: 0, to: changes.count, by: Self.rowsAtOnce) {
            let end = min(start + Self.rowsAtOnce, changes.count)
            try await write(Array(changes[start..<end]), to: place.position)
        }
        try await write([], to: position)
        return place
    }

    private func write(_ changes: [ViewChange], to position: Int64) async throws {
        guard try await views.save(changes, from: place, to: position) else {
            throw ViewStoreError("another rebuild took over")
        }
        place = ViewCheckpoint(generation: place.generation, position: position)
    }

    private func spill() async throws {
        _ = try await save()
        rows = ViewRows()
        hasSpilled = true
    }

    private func load(_ touched: ViewRows.Touched) async throws {
        var rows = self.rows
        try await views.load(touched, into: &rows, generation: place.generation)
        self.rows = rows
    }
}
