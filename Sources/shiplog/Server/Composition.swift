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
            settings.asksForKeys
            ? .keysOnly : settings.token.map { .staticToken($0) } ?? .localAdministrator
        let dependencies = APIDependencies(
            events: events, views: views, queue: queue, loader: loader,
            sealStore: seals, logger: logger, version: ShiplogVersion.current)
        return APIService(
            server: APIServer(
                dependencies, authentication: authentication, address: settings.address,
                keyRate: settings.keyRate),
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

    /// The worker and, when somebody is told of what happens, what tells them.
    func worker(_ policy: AddressPolicy) -> [any Service] {
        let client = CurlClient(policy: policy)
        let runner = SagaRunner(
            store: events, loader: loader, outbound: StandardOutboundCatalog(client: client),
            worker: settings.workerName, logger: logger, reach: CrashInjection.fromEnvironment())
        let desk = settings.notifications.map { self.desk($0, policy) }
        let worker = WorkerService(
            worker: Worker(
                runner: runner, queue: queue, due: events,
                settings: WorkerSettings(name: settings.workerName), notifications: desk,
                logger: logger),
            reactor: reactor)
        guard let desk, let notifications = settings.notifications else { return [worker] }
        return [NotificationDeskService(desk: desk), follower(notifications), worker]
    }

    /// Its client is its own: what hangs there takes no thread from the sagas.
    private func desk(
        _ notifications: NotificationSettings, _ policy: AddressPolicy
    ) -> NotificationDesk {
        let notifiers = NotifierCatalog.notifiers(
            of: notifications.sinks, client: CurlClient(policy: policy, name: "notify"))
        return NotificationDesk(
            runner: NotificationRunner(
                store: events, notifiers: notifiers, worker: settings.workerName, logger: logger),
            logger: logger)
    }

    private func follower(_ notifications: NotificationSettings) -> NotificationFollowerService {
        NotificationFollowerService(
            follower: NotificationFollower(
                store: events, routes: notifications.routes, worker: settings.workerName),
            events: events, logger: logger)
    }
}

enum ShiplogVersion {
    static let current = "0.1.0"
}
