import EventLog
import LedgerCore
import LedgerTestKit

/// The log as a worker reaches it that is stopped between a commit and its answer, while the gate is
/// closed: what others append passes.
struct LateAnswerStore: EventStore {
    let base: InMemoryEventStore
    let gate = CallGate()
    /// The type of the last event of the primary stream in the appends whose answer is late.
    let ending: String

    func append(_ request: AppendRequest) async throws(EventStoreError) -> AppendOutcome {
        let outcome = try await base.append(request)
        if request.parts[0].events.last?.type == ending { _ = await gate.pass() }
        return outcome
    }

    func load(_ query: LoadQuery) async -> Loaded { await base.load(query) }

    func read(after position: Int64, limit: Int) async throws(EventStoreError) -> [RecordedEvent] {
        await base.read(after: position, limit: limit)
    }

    func waitForNews(patience: Duration) async { await base.waitForNews(patience: patience) }
}
