/// The saga's rules: from the folded state and the time to the one next step.
///
/// Pure and total. The order of the questions is what makes an abort win over everything.
package struct Planner {
    let state: ServiceState
    let looks: Looks
    /// `greatest(database clock, time of the last event)`.
    let now: Timestamp
    /// Name of the worker that asks.
    let worker: String
    /// Position of the attempt that this worker appended itself, if it did.
    let mine: Int64?
    /// For a rollback that starts now.
    let newID: ID
    /// What the environment forbids now.
    let rules: EnvironmentRules

    /// Silence after which another worker may take an open effect over (rule R2).
    package static let takeoverSeconds = 12

    package init(
        state: ServiceState, looks: Looks, now: Timestamp, worker: String, mine: Int64?, newID: ID,
        rules: EnvironmentRules = .none
    ) {
        self.state = rules.held(state)
        self.rules = rules
        self.looks = looks
        self.now = now
        self.worker = worker
        self.mine = mine
        self.newID = newID
    }

    package func next() -> NextStep {
        if let saga = state.active, saga.isAborting, saga.kind == .deployment,
            let step = abort(saga)
        {
            return step
        }
        if let saga = state.active, let step = giveWay(saga) ?? expire(saga) { return step }
        return beforeDeadline(ofActive: onward())
    }

    private func onward() -> NextStep {
        if let effect = state.open { return carryOn(effect) }
        if let saga = state.active { return advance(saga) }
        if let rollback = state.rollbackQueue.first { return start(rollback) }
        if let deployment = state.queue.first {
            return rules.stop == nil ? start(deployment) : waitForRelease()
        }
        return watch() ?? .rest(until: nil, watchesTraffic: state.wanted != nil)
    }

    /// The way back to nothing of the new version; `nil` when it is already open.
    private func abort(_ saga: Saga) -> NextStep? {
        guard saga.hasTouchedTraffic else {
            return .record([.deploymentAborted(ending(saga))], ownsEffect: false)
        }
        if case .shift(_, .abort)? = state.open?.kind { return nil }
        let split = state.split(giving: 0, to: saga.target, restTo: saga.stable)
        return .record([.shiftDecided(.init(split: split, cause: .abort))], ownsEffect: true)
    }

    private func carryOn(_ effect: OpenEffect) -> NextStep {
        if effect.attempt == mine, effect.retryAt == nil { return .perform(effect) }
        if effect.isFailedDeploy, let saga = state.active, isOverdue(saga) {
            return .record([notReady(saga)], ownsEffect: false)
        }
        let takeoverAt =
            effect.retryAt ?? effect.lastMovedAt.adding(seconds: Self.takeoverSeconds)
        guard now >= takeoverAt else {
            return .rest(until: takeoverAt, watchesTraffic: effect.isFailedDeploy)
        }
        let attempt = ServiceEvent.AttemptStarted(
            intent: effect.intent, number: effect.attemptNumber + 1, worker: worker)
        return .record([.attemptStarted(attempt)], ownsEffect: true)
    }

    func advance(_ saga: Saga) -> NextStep {
        switch saga.currentStep {
        case .deploy?:
            .record([.deployDecided(.init(target: saga.target))], ownsEffect: true)
        case .ready?:
            ready(saga, HealthTask(target: saga.target, tolerated: tolerance(ofRollback: saga)))
        case .drain(let batch)?: drain(saga, batch)
        case .deployBatch(let batch)?: .record([deployEvent(saga, batch)], ownsEffect: true)
        case .readyBatch(let batch)?: readyBatch(saga, batch)
        case .shift(let percent, let stage)?: shift(saga, percent: percent, stage: stage)
        case .hold(let stage)?: hold(saga, stage: stage)
        case nil: .record(closing(), ownsEffect: false)
        }
    }

    func ready(_ saga: Saga, _ task: HealthTask) -> NextStep {
        guard isOverdue(saga) else { return .checkHealth(task) }
        return .record([notReady(saga)], ownsEffect: false)
    }

    /// A rollback waits a while for all, and then goes on without the few that do not come up.
    private func tolerance(ofRollback saga: Saga) -> Int {
        guard saga.kind == .rollback, isPatienceOver(saga) else { return 0 }
        return state.toleranceLeft
    }

    /// A slot that cannot be reached, or does not come up, holds a deployment up only so long; a
    /// rollback goes on, as it has nothing better to fall back to.
    func isOverdue(_ saga: Saga, by seconds: Int = 0) -> Bool {
        guard saga.kind == .deployment, !saga.isPaused else { return false }
        let start = max(saga.stepStartedAt, saga.resumedAt ?? saga.stepStartedAt)
        return now >= start.adding(seconds: saga.plan.readyDeadlineSeconds + seconds)
    }

    func notReady(_ saga: Saga) -> ServiceEvent {
        .abortDecided(
            .init(
                deployment: saga.id, cause: .notReady, marksBad: false, evidence: evidence(of: [])))
    }

    /// The first shift waits until no late request of an earlier saga can arrive (rule R13).
    private func shift(_ saga: Saga, percent: Int, stage: Int?) -> NextStep {
        restBeforeShift(saga)
            ?? .record([shiftEvent(saga, percent: percent, stage: stage)], ownsEffect: true)
    }

    func restBeforeShift(_ saga: Saga) -> NextStep? {
        if !saga.hasTouchedTraffic, saga.kind == .deployment, let until = state.unsettledUntil,
            now < until
        {
            return .rest(until: until, watchesTraffic: true)
        }
        return saga.isPaused ? .rest(until: nil, watchesTraffic: true) : nil
    }

    func shiftEvent(_ saga: Saga, percent: Int, stage: Int?) -> ServiceEvent {
        if let schedule = saga.schedule, let stage { return shiftEvent(saga, schedule, stage) }
        let rest = saga.stable == saga.target ? nil : saga.stable
        return .shiftDecided(
            .init(
                split: state.split(
                    giving: percent, to: saga.target, restTo: rest,
                    of: percent < 100 ? saga.plan.route : nil),
                cause: saga.kind == .rollback ? .rollback : .stage, stage: stage))
    }

    /// Of what is under way; the steady watch has the guarded ratio's.
    private var judgeName: String {
        state.active?.plan.judgeName ?? GuardedRatioJudge.name
    }

    func evidence(of looks: [Looks.Look]) -> Evidence {
        Evidence(
            samplesVersion: self.looks.version, verdicts: looks.map(\.version),
            judge: looks.isEmpty ? nil : judgeName)
    }
}

extension OpenEffect {
    /// Nothing of it is on its way, and it waits to be tried again.
    var isFailedDeploy: Bool {
        if case .deploy = kind { retryAt != nil } else { false }
    }
}
