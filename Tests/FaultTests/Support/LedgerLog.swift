import EventLog
import LedgerCore
import PostgresLedger
import PostgresTestKit
import Testing

/// A scenario's log, read with the application's rights.
struct LedgerLog: Sendable {
    let store: PostgresEventStore

    init(_ settings: String) {
        store = PostgresEventStore(
            settings + " options='-c role=ledger_app'", on: TestReactor.shared, readers: 2)
    }

    func events(after position: Int64 = 0) async throws -> [RecordedEvent] {
        var events: [RecordedEvent] = []
        while true {
            let page = try await store.read(
                after: events.last?.position ?? position, limit: 1000)
            events += page
            if page.count < 1000 { return events }
        }
    }

    /// Returns the log once it holds what is waited for; a database that is away is waited for too.
    ///
    /// The limit only keeps a test that fails from hanging.
    func wait(
        for what: String, within limit: Duration = .seconds(120),
        _ isThere: ([RecordedEvent]) throws -> Bool
    ) async throws -> [RecordedEvent] {
        let deadline = ContinuousClock.now + limit
        var events: [RecordedEvent] = []
        while true {
            do { events += try await self.events(after: events.last?.position ?? 0) } catch {
                #expect(error is EventStoreError)
            }
            if try isThere(events) { return events }
            let end = events.suffix(20).map { "\($0.origin.actor) \($0.type)" }
            try #require(.now < deadline, "never: \(what); the log ends with \(end)")
            await store.waitForNews(patience: .milliseconds(200))
        }
    }

    /// Waits for a fact of a service.
    func wait(
        for name: ServiceEvent.Name, count: Int = 1
    ) async throws -> [RecordedEvent] {
        try await wait(for: "\(count) \(name.rawValue)") { $0.count(of: name) >= count }
    }

    /// Lets a moment pass for what the log does not tell.
    func pause() async { await store.waitForNews(patience: .milliseconds(100)) }
}

extension [RecordedEvent] {
    func count(of name: ServiceEvent.Name) -> Int { count { $0.type == name.rawValue } }

    /// The verdicts, oldest first.
    var verdicts: [SampleEvent.Judged] {
        get throws {
            try filter { $0.type == SampleEvent.Name.judged.rawValue }.compactMap { event in
                if case .judged(let fact) = try SampleEvent(event) { fact } else { nil }
            }
        }
    }
}
