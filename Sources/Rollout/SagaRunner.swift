package import EventLog
package import LedgerCore
package import Logging

/// Runs the saga of one service until it must wait: load, plan, record, act, record, plan again.
///
/// Any number may run at once, here and in other processes: the expected version decides whose
/// facts are recorded, and a call to the outside is made only by the owner of a recorded attempt.
package struct SagaRunner: Sendable {
    let loader: ServiceLoader
    let appender: ServiceAppender
    let outbound: any OutboundCatalog
    let timing: RolloutTiming
    let time: ProcessTime
    let ids: IDSource
    let worker: String
    let logger: Logger
    let reach: CrashSwitch

    /// - Parameter worker: unique among all workers alive; names them in the log.
    package init(
        store: any EventStore, loader: ServiceLoader, outbound: any OutboundCatalog,
        worker: String, timing: RolloutTiming = RolloutTiming(), time: ProcessTime = .system,
        ids: IDSource = .system,
        logger: Logger, reach: @escaping CrashSwitch = { _ in }
    ) {
        self.loader = loader
        self.appender = ServiceAppender(store: store, ids: ids, actor: "worker:\(worker)")
        self.outbound = outbound
        self.timing = timing
        self.time = time
        self.ids = ids
        self.worker = worker
        self.logger = logger
        self.reach = reach
    }

    /// What this worker owns while it runs: the attempt that it recorded itself, and since when.
    ///
    /// The time is from before the append or the load was sent. A process may be stopped between
    /// the commit and its answer, and must not take itself for quick when it goes on.
    struct Run {
        var view: ServiceView
        var mine: Int64?
        var mineSince: ContinuousClock.Instant
        var hasReadBack = false

        /// The log moved on under a decision: it is made anew.
        var mustReload = false

        /// It has an attempt in hand that nobody else may act on for a while.
        var ownsOpenEffect: Bool { mine != nil && view.state.open?.attempt == mine }
    }

    /// Throws when the log cannot be read or written; nothing is lost, the due row drives it again.
    package func run(_ stream: StreamName) async throws {
        let begunAt = time.now()
        var run = Run(view: try await loader.load(stream), mineSince: begunAt)
        reach(.loaded)
        var turns = 0
        while turns < timing.turnLimit || run.ownsOpenEffect {
            turns += 1
            if run.mustReload || run.view.lacksSamples {
                run.view = try await loader.load(stream)
                run.mustReload = false
            }
            guard try await turn(&run) else { return }
            loader.keep(run.view)
        }
        logger.notice("A saga has more steps than one wake-up takes; the rest follows")
        _ = try await writeDue(run.view.now, &run)
    }

    /// One step; `false` when the saga rests.
    private func turn(_ run: inout Run) async throws -> Bool {
        switch step(of: run) {
        case .record(let events, let ownsEffect):
            try await record(events, ownsEffect: ownsEffect, &run)
        case .perform(let effect): try await perform(effect, &run)
        case .checkHealth(let task): return try await checkHealth(task, &run)
        case .analyse(let task): return try await analyse(task, &run)
        case .rest(let until, let watchesTraffic):
            return try await rest(until: until, watchesTraffic: watchesTraffic, &run)
        }
        return true
    }

    func step(of run: Run) -> NextStep { planner(run.view, mine: run.mine).next() }

    func planner(_ view: ServiceView, mine: Int64?) -> Planner {
        Planner(
            state: view.state, looks: view.looks, now: view.now, worker: worker, mine: mine,
            newID: ids.next(at: view.now), rules: view.rules)
    }

    /// Appends a decision; who opened an effect with it goes on to perform it.
    func record(_ events: [ServiceEvent], ownsEffect: Bool, _ run: inout Run) async throws {
        let facts = ServiceAppender.Facts(
            service: events, citesSamples: events.contains(where: \.citesEvidence),
            due: inHand(run.view))
        let since = time.now()
        guard let position = try await appender.append(facts, to: &run.view) else {
            run.mine = nil
            run.mustReload = true
            return
        }
        log(events, run.view)
        run.mine = ownsEffect ? position : nil
        run.mineSince = since
        if ownsEffect {
            if case .attemptStarted? = events.last {
                reach(.attemptRecorded)
            } else {
                reach(.intentRecorded)
            }
        }
    }

    /// While somebody works on a service its row is ahead, for whoever must take over.
    func inHand(_ view: ServiceView) -> DueChange {
        let isUrgent = view.state.active?.isAborting ?? false
        let seconds = isUrgent ? Planner.takeoverSeconds : timing.inHandSeconds
        return .set(view.now.adding(seconds: seconds), isUrgent: isUrgent)
    }
}

extension ServiceEvent {
    /// The environment might have forbidden it, so that its stream must not have moved either.
    var restsOnEnvironment: Bool {
        switch self {
        case .deploymentStarted, .deploymentRejected, .stagePassed: true
        case .shiftDecided(let fact): fact.cause == .stage
        default: false
        }
    }

    /// Decided from samples, so that their stream must not have moved either (rule R5).
    var citesEvidence: Bool {
        switch self {
        case .stagePassed, .abortDecided, .rollbackBlocked, .rollbackIneffective: true
        case .rollbackStarted(let fact): fact.isAutomatic
        default: false
        }
    }
}
