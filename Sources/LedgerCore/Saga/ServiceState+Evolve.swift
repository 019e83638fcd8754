/// Where and when an event was recorded, as far as the fold cares.
package struct EventContext: Sendable, Equatable {
    package let position: Int64
    package let version: Int64
    package let at: Timestamp
    package let command: ID
    package let actor: String
    package let reason: String?

    package init(
        position: Int64, version: Int64, at: Timestamp, command: ID, actor: String = "",
        reason: String? = nil
    ) {
        self.position = position
        self.version = version
        self.at = at
        self.command = command
        self.actor = actor
        self.reason = reason
    }

    package init(_ recorded: RecordedEvent) {
        self.init(
            position: recorded.position, version: recorded.version, at: recorded.recordedAt,
            command: recorded.origin.commandID, actor: recorded.origin.actor,
            reason: recorded.origin.reason)
    }
}

extension ServiceState {
    /// Folds one more event in. Total: whatever was recorded folds, for ever; it sees no clock and
    /// no policy, so a replay gives the same state under any configuration.
    package static func evolve(
        _ state: inout ServiceState, with event: ServiceEvent, _ context: EventContext
    ) {
        state.version = context.version
        state.lastAt = max(state.lastAt, context.at)
        state.isStalled = false
        switch event {
        case .registered(let fact): state.apply(fact, context)
        case .changed(let fact):
            let before = state.settings
            state.settings = fact.settings
            state.keepNewcomersOut(before)
            state.rollbacks.resume()
        case .deploymentRequested(let fact): state.apply(fact, context)
        case .deploymentRejected(let fact): state.drop(fact.deployment, fact.settles)
        case .deploymentWithdrawn(let fact): state.drop(fact.deployment, fact.settles)
        case .deploymentStarted(let fact): state.apply(fact, context)
        case .promotionRequested(let fact): state.apply(fact, context)
        case .deploymentPaused(let fact): state.setPaused(true, fact, context)
        case .deploymentResumed(let fact): state.setPaused(false, fact, context)
        case .stageApproved(let fact): state.apply(fact, context)
        case .stagePassed(let fact): state.apply(fact, context)
        case .deploymentCompleted(let fact):
            state.rollbacks.forgetAutomatic()
            state.complete(fact.settles, context)
        case .deploymentAborted(let fact): state.end(fact.settles, context)
        case .abortRequested(let fact): state.apply(fact, context)
        case .abortDecided(let fact): state.apply(fact)
        case .rollbackRequested(let fact): state.apply(fact, context)
        case .rollbackStarted(let fact): state.apply(fact, context)
        case .rollbackMoot(let fact): state.apply(fact, context)
        case .rollbackCompleted(let fact):
            state.rollbacks.noteCompleted(fact.rollback, at: context.at)
            state.complete(fact.settles, context)
        case .rollbackBlocked(let fact): state.rollbacks.note(fact, at: context.at)
        case .rollbackIneffective(let fact):
            state.bad.remove(fact.from)
            state.rollbacks.suspend()
        case .versionUnmarked(let fact):
            state.bad.remove(fact.version)
            state.rollbacks.resume()
            state.settle(fact.settles)
        case .deployDecided, .deployAcknowledged, .deployFailed, .deployed, .shiftDecided,
            .shiftAcknowledged, .shiftObserved, .shiftFailed, .attemptStarted:
            state.evolveEffect(with: event, context)
        case .drifted: break
        case .sagaStalled: state.isStalled = true
        }
    }

    /// Folds stored events in, in their order.
    package mutating func fold(_ events: some Sequence<RecordedEvent>) throws(StoredEventError) {
        for recorded in events {
            Self.evolve(&self, with: try ServiceEvent(recorded), EventContext(recorded))
        }
    }

    private mutating func apply(_ fact: ServiceEvent.Registered, _ context: EventContext) {
        settings = fact.settings
        guard let placement = fact.live else { return }
        trafficSince = context.at
        live = placement
        slots[placement.slot] = placement.version
        markGood(placement.version)
        wanted = split(giving: 100, to: placement, restTo: nil)
    }

    private mutating func apply(_ fact: ServiceEvent.DeploymentRequested, _ context: EventContext) {
        remember(.deploy, of: fact.deployment, context)
        rollbacks.resume()
        queue.append(
            QueuedDeployment(
                deployment: fact.deployment, request: context.command, version: fact.version,
                plan: fact.plan, overridesFreeze: fact.overridesFreeze))
    }

    /// An instance that joins what is live was never told to run it: it serves from the next
    /// deployment into its slot on.
    private mutating func keepNewcomersOut(_ before: ServiceSettings?) {
        guard let live, wanted != nil, let old = before?.slot(named: live.slot)?.instances,
            let now = settings?.slot(named: live.slot)?.instances
        else { return }
        let added = now.filter { new in
            !old.contains { $0.name == new.name || $0.target == new.target }
        }.map(\.name)
        guard !added.isEmpty, added.count < now.count else { return }
        unfit[live.slot, default: []].append(contentsOf: added)
        wanted = split(giving: 100, to: live, restTo: nil)
    }

    private mutating func apply(_ fact: ServiceEvent.DeploymentStarted, _ context: EventContext) {
        guard let index = queue.firstIndex(where: { $0.deployment == fact.deployment }) else {
            return
        }
        let queued = queue.remove(at: index)
        // It serves nobody now; what came up there for another version says nothing of this one.
        unfit[fact.slot] = nil
        active = Saga(
            kind: .deployment, id: queued.deployment,
            target: Placement(version: queued.version, slot: fact.slot), stable: fact.stable,
            plan: queued.plan.unrolled(
                over: fact.instances ?? 1, hasStable: fact.stable != nil),
            requests: [queued.request],
            author: pending[queued.request]?.actor ?? "", startedAt: context.at,
            instances: fact.instances ?? 1, stepStartedAt: context.at)
    }

    private mutating func apply(_ fact: ServiceEvent.AbortRequested, _ context: EventContext) {
        remember(.abort, of: fact.deployment, context)
        if active?.id == fact.deployment { active?.takeBack() }
    }

    private mutating func apply(_ fact: ServiceEvent.AbortDecided) {
        guard active?.id == fact.deployment else { return }
        active?.takeBack()
        if fact.marksBad, let version = active?.target.version { markBad(version) }
    }

    private mutating func apply(_ fact: ServiceEvent.RollbackRequested, _ context: EventContext) {
        remember(.rollback, of: nil, context)
        rollbacks.resume()
        rollbackQueue.append(
            QueuedRollback(
                request: context.command, version: fact.version, isForced: fact.isForced))
        if active?.kind == .deployment { active?.takeBack() }
    }

    private mutating func apply(_ fact: ServiceEvent.RollbackStarted, _ context: EventContext) {
        rollbackQueue.removeAll { fact.requests.contains($0.request) }
        rollbacks.note(fact, at: context.at)
        active = Saga(
            kind: .rollback, id: fact.rollback, target: fact.to, stable: fact.to,
            plan: DeploymentPlan(), requests: fact.requests,
            author: fact.requests.first.flatMap { pending[$0]?.actor } ?? "",
            startedAt: context.at, stepStartedAt: context.at)
        if let left = fact.from?.version, left != fact.to.version { markBad(left) }
        bad.remove(fact.to.version)
    }

    private mutating func apply(_ fact: ServiceEvent.RollbackMoot, _ context: EventContext) {
        rollbackQueue.removeAll { fact.settles.outcomes[$0.request] != nil }
        if let saga = active, saga.kind == .rollback,
            saga.id == fact.rollback
                || saga.requests.contains(where: { fact.settles.outcomes[$0] != nil })
        {
            rollbacks.forgetAutomatic()
            return end(fact.settles, context)
        }
        settle(fact.settles)
    }

    mutating func remember(
        _ kind: PendingRequest.Kind, of deployment: ID?, _ context: EventContext
    ) {
        pending[context.command] = PendingRequest(
            kind: kind, deployment: deployment, actor: context.actor, reason: context.reason)
    }

    private mutating func drop(_ deployment: ID, _ settles: Settlements) {
        if let index = queue.firstIndex(where: { $0.deployment == deployment }) {
            let queued = queue.remove(at: index)
            remember(.init(id: deployment, version: queued.version, plan: queued.plan))
        }
        settle(settles)
    }

    private mutating func complete(_ settles: Settlements, _ context: EventContext) {
        if let target = active?.target {
            live = target
            markGood(target.version)
        }
        end(settles, context)
    }

    private mutating func end(_ settles: Settlements, _ context: EventContext) {
        noteLeftBehind(context)
        if let saga = active {
            let plan = saga.kind == .deployment ? saga.plan : nil
            remember(.init(id: saga.id, version: saga.target.version, plan: plan))
        }
        active = nil
        open = nil
        settle(settles)
    }
}
