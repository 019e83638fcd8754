import API
import EventLog
import LedgerCore
import LedgerTestKit
import Logging
import ServiceLifecycle
import Testing
import Transparency
import Views
import WorkQueue

@testable import shiplog

/// A ledger in memory that a test writes to, and API servers over it that come and go.
struct Ledger: Sendable {
    let clock = ManualClock()
    let events: InMemoryEventStore
    let views = InMemoryViewStore()
    private let dependencies: APIDependencies
    private let authentication: Authentication

    init(
        token: String? = nil, store: (any EventStore)? = nil, sealStore: (any SealStore)? = nil
    ) throws {
        let clock = clock
        let events = InMemoryEventStore { clock.now }
        self.events = events
        authentication = .staticToken(try #require(SecretToken(token ?? Self.token)))
        dependencies = APIDependencies(
            events: store ?? events, views: views, queue: InMemoryWakeUpQueue(),
            loader: ServiceLoader(store: store ?? events), sealStore: sealStore,
            ids: CountedIDs.source(),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, version: "test")
    }

    static let token = "a-token-for-tests-only"

    /// Serves, and keeps the views up to date, while `body` runs; then lets both end in order.
    ///
    /// - Parameter port: 0 takes a free one.
    func serve<Value: Sendable>(
        port: Int = 0, _ body: @escaping @Sendable (LedgerServer) async throws -> Value
    ) async throws -> Value {
        let (ports, ready) = AsyncStream<Int>.makeStream()
        let services = services(port: port) { ready.yield($0) }
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                defer { ready.finish() }
                try await services.run()
            }
            let outcome: Result<Value, any Error>
            do {
                let port = try #require(await ports.first { _ in true }, "the server did not start")
                outcome = .success(try await body(LedgerServer(ledger: self, port: port)))
            } catch {
                outcome = .failure(error)
            }
            await services.triggerGracefulShutdown()
            try await group.waitForAll()
            return try outcome.get()
        }
    }

    private func services(
        port: Int, onReady: @escaping @Sendable (Int) async -> Void
    ) -> ServiceGroup {
        let api = APIServer(
            dependencies, authentication: authentication,
            address: .init(host: "127.0.0.1", port: port))
        let projector = ProjectorService(
            projector: Projector(events: events, views: views), events: events,
            logger: dependencies.logger)
        return ServiceGroup(
            configuration: .init(
                services: [APIService(server: api, onReady: onReady), projector],
                logger: dependencies.logger))
    }
}
