import LedgerCore
import Postgres

/// Reads the log from a position to its end by binary `COPY`, the fastest way out (measured).
struct LogReader {
    let connection: PostgresConnection

    /// Gives `body` the events in order, some hundred at a time; see ``PostgresEventStore/readAll``.
    ///
    /// The next ones are decoded while `body` works.
    func read(
        after position: Int64, _ body: @escaping @Sendable ([RecordedEvent]) async throws -> Void
    ) async throws {
        let handover = Handover<[RecordedEvent]>()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await Self.use(handover, body) }
            do { try await copy(after: position, to: handover) } catch is Untaken {
                // The error that the user ended with is thrown below.
            } catch {
                await handover.end()
                throw error
            }
            await handover.end()
            try await group.waitForAll()
        }
    }

    /// Whoever was to use the events has failed.
    private struct Untaken: Error {}

    private static func use(
        _ handover: Handover<[RecordedEvent]>, _ body: ([RecordedEvent]) async throws -> Void
    ) async throws {
        do {
            while let events = await handover.take() { try await body(events) }
        } catch {
            await handover.end()
            throw error
        }
    }

    private func copy(
        after position: Int64, to handover: Handover<[RecordedEvent]>
    ) async throws {
        let decoder = ChunkDecoder()
        // COPY takes no parameters; an integer's digits are the one value that is safe as text.
        let sql = """
            COPY (SELECT \(EventFields.columns) FROM ledger.events e
            WHERE e.position > \(position) ORDER BY e.position) TO STDOUT (FORMAT binary)
            """
        try await connection.copyOut(sql) { chunk in
            let events = decoder.decode(chunk)
            guard !events.isEmpty else { return }
            guard await handover.give(events) else { throw Untaken() }
        }
    }
}
