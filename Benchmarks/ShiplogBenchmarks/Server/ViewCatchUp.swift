import EventLog
import PostgresLedger
import Views

/// Waits until the views of a database have come to the end of its log.
struct ViewCatchUp: Sendable {
    private let views: PostgresViewStore
    private let store: PostgresEventStore

    init(_ database: BenchDatabase) {
        views = PostgresViewStore(database.settings, on: database.reactor)
        store = database.store()
    }

    func wait() async throws {
        let deadline = ContinuousClock.now + .seconds(300)
        while try await isBehind() {
            guard .now < deadline else { throw BenchmarkError("the views do not catch up") }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    private func isBehind() async throws -> Bool {
        let place = try await views.checkpoint().position
        return try await !store.read(after: place, limit: 1).isEmpty
    }
}
