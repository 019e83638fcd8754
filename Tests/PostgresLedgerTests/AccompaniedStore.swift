import EventLog
import LedgerCore
import LedgerTestKit

/// A store each of whose appends has company: a command without events, for the same batch.
///
/// A command alone is appended by other statements than a batch; so both ways meet the contract.
struct AccompaniedStore<Base: EventStore & DueRows>: EventStore, DueRows {
    let base: Base

    func append(_ request: AppendRequest) async throws(EventStoreError) -> AppendOutcome {
        let company = Self.company()
        let results = await withTaskGroup(
            of: (isCompany: Bool, Result<AppendOutcome, EventStoreError>).self
        ) { group in
            group.addTask {
                (
                    true,
                    await Self.result { () throws(EventStoreError) in
                        try await base.append(company)
                    }
                )
            }
            group.addTask {
                (
                    false,
                    await Self.result { () throws(EventStoreError) in
                        try await base.append(request)
                    }
                )
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        for (isCompany, result) in results where !isCompany { return try result.get() }
        throw EventStoreError(.unavailable, "no outcome")
    }

    private static func result(
        _ append: () async throws(EventStoreError) -> AppendOutcome
    ) async -> Result<AppendOutcome, EventStoreError> {
        do { return .success(try await append()) } catch { return .failure(error) }
    }

    private static func company() -> AppendRequest {
        var random = SystemRandomNumberGenerator()
        let id = ID.v7(at: Timestamp(microseconds: 1), using: &random)
        return AppendRequest(
            origin: EventOrigin(commandID: id, actor: "company", correlationID: id),
            requestHash: [UInt8](repeating: 0, count: 32),
            parts: [
                StreamAppend(
                    stream: StreamName(stored: "company/\(id)"), expectedVersion: 0, events: [])
            ], due: .keep)
    }

    func load(_ query: LoadQuery) async throws(EventStoreError) -> Loaded {
        try await base.load(query)
    }

    func read(
        after position: Int64, limit: Int
    ) async throws(EventStoreError) -> [RecordedEvent] {
        try await base.read(after: position, limit: limit)
    }

    func waitForNews(patience: Duration) async { await base.waitForNews(patience: patience) }

    func takeDue(limit: Int) async throws(EventStoreError) -> [DueStream] {
        try await base.takeDue(limit: limit)
    }

    func postpone(_ stream: StreamName, seconds: Int) async throws(EventStoreError) {
        try await base.postpone(stream, seconds: seconds)
    }
}
