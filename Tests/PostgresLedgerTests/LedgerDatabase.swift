import EventLog
import Executors
import LedgerCore
import LedgerTestKit
import Postgres
import PostgresLedger
import PostgresTestKit
import Servers
import Synchronization

/// A database of one test.
struct LedgerDatabase: Sendable {
    let server: PostgresServer
    let name: String

    private static let lastNumber = Atomic(0)

    init(server: PostgresServer) {
        self.server = server
        name = "ledger\(Self.lastNumber.wrappingAdd(1, ordering: .relaxed).newValue)"
    }

    var settings: String { server.connectionString(database: name) }

    /// As the superuser.
    func connect() async throws -> PostgresConnection {
        try await PostgresConnection.open(
            settings, on: TestReactor.shared, timeout: .seconds(30))
    }

    /// A store with the application's rights only.
    func store(
        capacity: Int = 10_000, patience: Duration = .seconds(10)
    ) -> PostgresEventStore {
        PostgresEventStore(
            settings + " options='-c role=ledger_app'", on: TestReactor.shared, readers: 2,
            capacity: capacity, patience: patience)
    }

    /// What seals, with the application's rights only.
    func sealStore() -> PostgresSealStore {
        PostgresSealStore(
            settings + " options='-c role=ledger_app'", on: TestReactor.shared, connections: 2)
    }

    /// The whole log, read by `COPY`.
    func log() async throws -> [RecordedEvent] {
        let all = Mutex<[RecordedEvent]>([])
        try await store().readAll(after: 0) { events in all.withLock { $0 += events } }
        return all.withLock { $0 }
    }
}
