extension Planner {
    func start(_ next: QueuedRollback) -> NextStep {
        let joined = state.rollbackQueue.filter { $0.version == next.version }
        let requests = joined.map(\.request)
        if next.version == state.live?.version {
            return moot(next, requests, .done)
        }
        if state.bad.contains(next.version), !joined.contains(where: \.isForced) {
            return moot(next, requests, .refusedBad)
        }
        guard let slot = state.slotForRollback(to: next.version) else {
            return moot(next, requests, .moot)
        }
        return .record(
            [
                .rollbackStarted(
                    .init(
                        rollback: newID, from: state.live,
                        to: Placement(version: next.version, slot: slot), requests: requests))
            ], ownsEffect: false)
    }

    /// How long a rollback's target may take to come up before another rollback may replace it.
    package static let rollbackPatienceSeconds = 30

    /// A rollback whose target does not come up gives way to a later one to another version, and one
    /// that nobody asked for to a new version too.
    func giveWay(_ saga: Saga) -> NextStep? {
        guard saga.kind == .rollback, !saga.hasTouchedTraffic, isInTrouble(saga),
            state.rollbackQueue.contains(where: { $0.version != saga.target.version })
                || (saga.requests.isEmpty && state.queue.first.map(mayBegin) ?? false)
        else { return nil }
        let outcomes = Dictionary(
            saga.requests.map { ($0, Settlements.Outcome.moot) },
            uniquingKeysWith: { first, _ in first })
        return .record(
            [
                .rollbackMoot(
                    .init(
                        version: saga.target.version, rollback: saga.id,
                        settles: Settlements(outcomes)))
            ], ownsEffect: false)
    }

    /// It would begin if nothing were under way.
    private func mayBegin(_ next: QueuedDeployment) -> Bool {
        rules.stop == nil && (rules.freeze == nil || next.overridesFreeze)
            && state.refusal(ofDeploying: next.version, by: next.plan) == nil
    }

    private func isInTrouble(_ saga: Saga) -> Bool {
        if state.open?.isFailedDeploy == true { return true }
        return saga.currentStep == .ready && isPatienceOver(saga)
    }

    func isPatienceOver(_ saga: Saga) -> Bool {
        now >= saga.startedAt.adding(seconds: Self.rollbackPatienceSeconds)
    }

    private func moot(
        _ rollback: QueuedRollback, _ requests: [ID], _ outcome: Settlements.Outcome
    ) -> NextStep {
        let outcomes = Dictionary(
            requests.map { ($0, outcome) }, uniquingKeysWith: { first, _ in first })
        return .record(
            [.rollbackMoot(.init(version: rollback.version, settles: Settlements(outcomes)))],
            ownsEffect: false)
    }

    /// How often a deployment that waits for its turn asks whether the stop was released.
    package static let stopRoundSeconds = 10

    /// Nothing begins while everything is stopped; what is live is watched all the same.
    func waitForRelease() -> NextStep {
        let round = now.adding(seconds: Self.stopRoundSeconds)
        switch watch() {
        case .rest(let until, let watchesTraffic)?:
            return .rest(
                until: until.map { min($0, round) } ?? round, watchesTraffic: watchesTraffic)
        case let step?: return step
        case nil: return .rest(until: round, watchesTraffic: state.wanted != nil)
        }
    }

    /// Decides again what was accepted a while ago: the answer may be no by now (rule R10).
    func start(_ next: QueuedDeployment) -> NextStep {
        if let refusal = state.refusal(ofDeploying: next.version, by: next.plan) {
            return reject(next, refusal.code)
        }
        if rules.freeze != nil, !next.overridesFreeze { return reject(next, .frozen) }
        guard let slot = state.slotForDeployment else { return reject(next, .serviceUnknown) }
        return .record(
            [
                .deploymentStarted(
                    .init(
                        deployment: next.deployment, slot: slot, stable: state.live,
                        instances: next.plan.rolling == nil ? nil : instanceCount))
            ], ownsEffect: false)
    }

    private var instanceCount: Int { state.settings?.slots.first?.instances.count ?? 1 }

    private func reject(_ queued: QueuedDeployment, _ code: Refusal.Code) -> NextStep {
        var outcomes: [ID: Settlements.Outcome] = [queued.request: .rejected]
        for (request, pending) in state.pending
        where pending.kind == .abort && pending.deployment == queued.deployment {
            outcomes[request] = .done
        }
        return .record(
            [
                .deploymentRejected(
                    .init(
                        deployment: queued.deployment, code: code.rawValue,
                        settles: Settlements(outcomes)))
            ], ownsEffect: false)
    }
}

extension ServiceState {
    /// The slot that serves nobody; the first one when nothing is live.
    var slotForDeployment: String? {
        guard let settings else { return nil }
        return live.flatMap { settings.otherSlot(than: $0.slot)?.name }
            ?? settings.slots.first?.name
    }

    /// Where the version was last put, if it is not where users are; else the slot beside them.
    func slotForRollback(to version: String) -> String? {
        let holders = slots.filter { slot, content in
            content == version && slot != live?.slot && settings?.slot(named: slot) != nil
        }
        return holders.keys.min() ?? slotForDeployment
    }
}
