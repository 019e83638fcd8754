import EventLog
import LedgerCore

/// Appends many new streams, several hundred with each command.
///
/// No due row is written: a command has one, for its first stream.
struct BulkAppender {
    private let store: any EventStore
    private var parts: [StreamAppend] = []

    private static let partsAtATime = 500

    init(_ store: any EventStore) { self.store = store }

    mutating func add(_ stream: StreamName, _ events: [ServiceEvent]) async throws {
        parts.append(
            StreamAppend(stream: stream, expectedVersion: 0, events: events.map(\.recordable)))
        if parts.count == Self.partsAtATime { try await finish() }
    }

    /// Appends what is left.
    mutating func finish() async throws {
        guard !parts.isEmpty else { return }
        let command = IDSource.system.next(at: AppendLoad.time)
        let request = AppendRequest(
            origin: EventOrigin(commandID: command, actor: "key:ci", correlationID: command),
            requestHash: [UInt8](repeating: 0, count: 32), parts: parts, due: .keep)
        guard case .appended = try await store.append(request) else {
            throw BenchmarkError("a new stream was refused")
        }
        parts = []
    }
}
