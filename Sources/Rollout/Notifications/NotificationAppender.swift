import EventLog
import LedgerCore

/// Records the facts of notifications at the versions that they were decided on.
struct NotificationAppender: Sendable {
    let store: any EventStore
    let ids: IDSource
    let actor: String

    /// What is appended, where and at which version.
    struct Facts {
        let stream: StreamName
        let version: Int64
        var events: [NotificationEvent] = []
        var due = DueChange.keep
        /// The same whenever the same is decided, so that a repeat changes nothing; `nil` for a new
        /// one each time.
        var command: ID?
        var correlation: ID?
        var causation: ID?
    }

    /// - Returns: `nil` when the stream had moved on, and nothing was recorded.
    @discardableResult
    func append(_ facts: Facts, at now: Timestamp) async throws -> Receipt? {
        let command = facts.command ?? ids.next(at: now)
        let request = AppendRequest(
            origin: EventOrigin(
                commandID: command, actor: actor, correlationID: facts.correlation ?? command,
                causationID: facts.causation),
            requestHash: ServiceAppender.workerHash,
            parts: [
                StreamAppend(
                    stream: facts.stream, expectedVersion: facts.version,
                    events: facts.events.map { $0.recordable(id: ids.next(at: now)) })
            ], due: facts.due)
        switch try await store.append(request) {
        case .appended(let receipt): return receipt
        case .replayed, .wrongVersion, .commandReused: return nil
        }
    }
}
