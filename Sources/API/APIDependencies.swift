package import EventLog
import LedgerCore
package import Logging
package import Transparency
package import Views
package import WorkQueue

/// What the handlers stand on.
package struct APIDependencies: Sendable {
    package let events: any EventStore
    package let views: any ViewStore
    package let queue: any WakeUpQueue
    /// The tree over the log; `nil` where nobody seals it.
    package let sealStore: (any SealStore)?
    package let loader: ServiceLoader
    package let flags: FlagFollower
    let accessJournal: AccessJournal
    let streamSlots = StreamSlots()
    let pace: StreamPace
    package let ids: IDSource
    package let logger: Logger
    package let counters: RequestCounters
    /// Shown by `/health` and `/metrics`.
    package let version: String

    package init(
        events: any EventStore, views: any ViewStore, queue: any WakeUpQueue,
        loader: ServiceLoader, sealStore: (any SealStore)? = nil, ids: IDSource = .system,
        logger: Logger, version: String, pace: StreamPace = StreamPace()
    ) {
        self.events = events
        self.views = views
        self.queue = queue
        self.sealStore = sealStore
        self.loader = loader
        self.flags = FlagFollower(store: events)
        self.accessJournal = AccessJournal(events: events, ids: ids, logger: logger)
        self.ids = ids
        self.logger = logger
        self.counters = RequestCounters()
        self.version = version
        self.pace = pace
    }
}
