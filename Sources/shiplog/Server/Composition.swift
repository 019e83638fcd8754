import API
import Curl
import EventLog
import Executors
import Logging
import Outbound
import PostgresLedger
import RedisQueue
import Rollout
import ServiceLifecycle
import Transparency
import Views
import WorkQueue

/// Puts the parts of a server process together; nothing else knows them all.
struct Composition: Sendable {
    let settings: ProcessSettings
    let logger: Logger
    private let reactor = Reactor(name: "postgres")
    private let events: PostgresEventStore
    private let views: PostgresViewStore
    private let seals: PostgresSealStore
    private let queue: RedisWakeUpQueue
    private let loader: ServiceLoader

    init(_ settings: ProcessSettings) {
        self.settings = settings
        logger = Logger(label: "shiplog") { label in
            LineLogHandler(label: label, format: settings.logFormat, level: settings.logLevel)
        }
        events = PostgresEventStore(settings.databaseURL, on: reactor)
        views = PostgresViewStore(settings.databaseURL, on: reactor)
        seals = PostgresSealStore(settings.databaseURL, on: reactor)
        queue = RedisWakeUpQueue(settings.redis)
        loader = ServiceLoader(store: events)
    }

    func api(onReady: @escaping @Sendable (Int) async -> Void) -> APIService {
        let authentication: Authentication =
            settings.token.map { .staticToken($0) } ?? .localAdministrator
        let dependencies = APIDependencies(
            events: events, views: views, queue: queue, loader: loader,
            sealStore: seals, logger: logger, version: ShiplogVersion.current)
        return APIService(
            server: APIServer(
                dependencies, authentication: authentication, address: settings.address),
            onReady: onReady)
    }

    func projector() -> ProjectorService {
        ProjectorService(
            projector: Projector(events: events, views: views), events: events, logger: logger)
    }

    /// Nothing without a key: an unsigned tree would only look like evidence, as whoever can change
    /// the events can change it too.
    func sealer() -> [any Service] {
        guard let keys = settings.sealingKeys else {
            logger.notice("The log is not sealed: SHIPLOG_SIGNING_KEY_FILE is not set")
            return []
        }
        logger.notice("The log is sealed", metadata: ["key": "\(keys.signers[0].verifier.text)"])
        return [
            SealerService(
                sealer: Sealer(store: seals, keys: keys), logger: logger,
                checkpointFile: settings.checkpointFile)
        ]
    }

    func rebuilder() -> ViewRebuilder { ViewRebuilder(events: events, views: views) }

    func worker(_ policy: AddressPolicy) -> WorkerService {
        let runner = SagaRunner(
            store: events, loader: loader,
            outbound: StandardOutboundCatalog(client: CurlClient(policy: policy)),
            worker: settings.workerName, logger: logger, reach: CrashInjection.fromEnvironment())
        return WorkerService(
            worker: Worker(
                runner: runner, queue: queue, due: events,
                settings: WorkerSettings(name: settings.workerName), logger: logger),
            reactor: reactor)
    }
}

enum ShiplogVersion {
    static let current = "0.1.0"
}
