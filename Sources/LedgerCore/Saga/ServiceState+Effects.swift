extension ServiceState {
    /// How long a request whose outcome is unknown may still be on its way to a router.
    ///
    /// Simulated delays reached 30 s; 45 s leaves a margin (rule R13).
    package static let strayRequestSeconds = 45

    mutating func evolveEffect(with event: ServiceEvent, _ context: EventContext) {
        switch event {
        case .deployDecided(let fact):
            slots[fact.target.slot] = fact.target.version
            forgetUnfit(fact)
            begin(.deploy(fact.target, instances: fact.instances), context)
        case .shiftDecided(let fact):
            wanted = fact.split
            if fact.cause != .drift { active?.hasTouchedTraffic = true }
            begin(.shift(fact.split, fact.cause), context)
        case .deployAcknowledged(let fact): acknowledgeDeploy(fact, context)
        case .shiftAcknowledged(let fact): acknowledge(fact, context)
        case .deployFailed(let fact), .shiftFailed(let fact): fail(fact, context)
        case .attemptStarted(let fact): attempt(fact, context)
        case .deployed(let fact):
            if !fact.failed.isEmpty { unfit[fact.target.slot, default: []] += fact.failed }
            advance(context)
        case .shiftObserved(let fact): observe(fact, context)
        default: break
        }
    }

    private mutating func begin(_ kind: OpenEffect.Kind, _ context: EventContext) {
        noteStray(context)
        open = OpenEffect(
            kind: kind, intent: context.position, decidedAt: context.at,
            attempt: context.position, lastMovedAt: context.at)
    }

    private mutating func attempt(_ fact: ServiceEvent.AttemptStarted, _ context: EventContext) {
        guard open?.intent == fact.intent else { return }
        noteStray(context)
        open?.attempt = context.position
        open?.attemptNumber = fact.number
        open?.lastMovedAt = context.at
        open?.isAcknowledged = false
        open?.isClean = false
        open?.retryAt = nil
    }

    private mutating func acknowledge(_ fact: ServiceEvent.Acknowledged, _ context: EventContext) {
        guard open?.attempt == fact.attempt else { return }
        open?.isAcknowledged = true
        open?.lastMovedAt = context.at
    }

    /// A slot that accepted the version is asked for its health from here: no effect is open.
    private mutating func acknowledgeDeploy(
        _ fact: ServiceEvent.Acknowledged, _ context: EventContext
    ) {
        guard open?.attempt == fact.attempt else { return }
        open = nil
        advance(context)
    }

    private mutating func fail(_ fact: ServiceEvent.EffectFailed, _ context: EventContext) {
        guard open?.attempt == fact.attempt else { return }
        if fact.isUnknown {
            noteStray(context)
            open?.isClean = false
        }
        open?.retryAt = fact.retryAt
    }

    private mutating func observe(_ fact: ServiceEvent.ShiftObserved, _ context: EventContext) {
        guard let effect = open, effect.attempt == fact.attempt,
            case .shift(_, let cause) = effect.kind
        else { return }
        if !fact.isClean { noteStray(context) }
        open = nil
        observedAt = context.at
        trafficSince = context.at
        observedToken = fact.token
        if cause != .drain { active?.evidenceFrom = context.at }
        switch cause {
        case .drain: advance(context)
        case .stage, .rollback:
            active?.stageObservedAt = context.at
            advance(context)
        case .abort, .drift: break
        }
    }

    /// An open shift that is left behind, or whose outcome is unknown, may still arrive.
    ///
    /// A deployment's late call brings the version that it brought before; only what is left behind
    /// at its end (``noteLeftBehind(_:)``) can put an old version into a new one's slot.
    mutating func noteStray(_ context: EventContext) {
        guard case .shift? = open?.kind else { return }
        noteLeftBehind(context)
    }

    mutating func noteLeftBehind(_ context: EventContext) {
        guard open != nil else { return }
        let until = context.at.adding(seconds: Self.strayRequestSeconds)
        unsettledUntil = max(unsettledUntil ?? until, until)
    }

    mutating func advance(_ context: EventContext) {
        active?.step += 1
        active?.stepStartedAt = context.at
    }

    mutating func settle(_ settles: Settlements) {
        for request in settles.outcomes.keys { pending[request] = nil }
    }

    mutating func markGood(_ version: String) {
        good.removeAll { $0 == version }
        good.append(version)
        if good.count > Self.goodLimit { good.removeFirst() }
    }

    mutating func markBad(_ version: String) {
        bad.insert(version)
    }

    mutating func remember(_ end: EndedDeployment) {
        ended.append(end)
        if ended.count > Self.endedLimit { ended.removeFirst() }
    }

    /// What is told anew may come up this time.
    private mutating func forgetUnfit(_ fact: ServiceEvent.DeployDecided) {
        let rest = unfit[fact.target.slot]?.filter { name in
            fact.instances.map { !$0.contains(name) } ?? false
        }
        unfit[fact.target.slot] = rest?.isEmpty == false ? rest : nil
    }

    /// A split over all slots: the target's share, and what is left to another placement.
    ///
    /// Who has all of the traffic has it without the instances that did not come up.
    ///
    /// - Parameter rule: whom the share is made of; `nil` for any requests.
    package func split(
        giving percent: Int, to target: Placement, restTo other: Placement?,
        of rule: UserRule? = nil
    ) -> TrafficSplit {
        TrafficSplit(
            (settings?.slots ?? []).map { slot in
                if slot.name == target.slot {
                    return .init(
                        slot: slot.name, version: target.version, percent: percent,
                        instances: percent == 100 ? fit(slot) : nil)
                }
                let version = other?.slot == slot.name ? other?.version : slots[slot.name]
                let rest = other?.slot == slot.name ? 100 - percent : 0
                return .init(
                    slot: slot.name, version: version, percent: rest,
                    instances: rest == 100 ? fit(slot) : nil)
            }, users: rule.map { UserRoute($0, to: target.slot, percent: percent) })
    }

    /// `nil` when all of the slot's instances came up, and when none did.
    private func fit(_ slot: Slot) -> [String]? {
        guard let unfit = unfit[slot.name] else { return nil }
        let names = slot.instances.map(\.name).filter { !unfit.contains($0) }
        return names.isEmpty ? nil : names
    }
}
