import EventLog
import LedgerCore

extension SagaRunner {
    /// Puts a stalled saga on record without folding its stream: the fold may be what crashes.
    func recordStall(_ row: DueStream) async throws {
        let stalled = ServiceEvent.sagaStalled(
            .init(dispatches: row.dispatches, detail: "dispatched without progress"))
        try await appender.appendUnfolded(stalled, to: row.stream)
    }
}
