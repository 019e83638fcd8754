import EventLog
import LedgerCore

/// Services that are registered, live, and have nothing to do.
struct RestingFleet: Sendable {
    let services: [ServiceSample]

    init(count: Int) { services = (0..<count).map { ServiceSample(number: $0) } }

    var streams: [StreamName] { services.map(\.stream) }

    /// Registers all, a few hundred in one append.
    func register(in store: any EventStore) async throws {
        var appender = BulkAppender(store)
        for service in services {
            try await appender.add(service.stream, [service.registered])
        }
        try await appender.finish()
    }
}
