extension ServiceState {
    /// Rollback requests that may wait for each other.
    package static let rollbackQueueLimit = 3

    /// What a command leads to: facts to record at this state's version, or a refusal.
    ///
    /// An empty list means that it is so already.
    ///
    /// - Parameters:
    ///   - request: the command's id, under which an outcome will be recorded.
    ///   - rules: what the environment forbids now.
    package func decide(
        _ command: ServiceCommand, as request: ID, under rules: EnvironmentRules = .none
    ) throws(Refusal) -> [ServiceEvent] {
        if let refusal = rules.refusal(of: command) { throw refusal }
        return try decide(command, request)
    }

    private func decide(
        _ command: ServiceCommand, _ request: ID
    ) throws(Refusal) -> [ServiceEvent] {
        switch command {
        case .configure(let settings, let live): try configure(settings, live)
        case .deploy(let deployment, let version, let plan, let overridesFreeze):
            try deploy(
                .init(
                    deployment: deployment, version: version, plan: plan,
                    overridesFreeze: overridesFreeze))
        case .retry(let old, let deployment, let stage): try retry(old, deployment, stage)
        case .abort(let deployment): try abort(deployment, request)
        case .promote(let deployment, let stage, let isFull):
            try promote(deployment, stage, isFull)
        case .pause(let deployment, let stage): try pause(deployment, stage, request)
        case .resume(let deployment): try resume(deployment, request)
        case .approve(let deployment, let stage, let actor):
            try approve(deployment, stage, actor, request)
        case .reject(let deployment, let stage): try reject(deployment, stage)
        case .unmark(let version): try unmark(version, request)
        case .rollBack(let version, let isForced): try rollBack(version, isForced)
        }
    }

    private func configure(
        _ settings: ServiceSettings, _ live: Placement?
    ) throws(Refusal) -> [ServiceEvent] {
        // Without its slot, the version that serves users would lose all of its traffic.
        if let serving = self.live ?? live, settings.slot(named: serving.slot) == nil {
            throw Refusal(
                .slotInUse,
                "version \(serving.version) serves users in slot \(serving.slot); keep it")
        }
        if !settings.router.capabilities.splits {
            guard self.live != nil || (live != nil && takesLive) else {
                throw Refusal(
                    .routerCannot,
                    "a switch always serves somebody: say in live which version it is")
            }
            if settings.slots.contains(where: { $0.instances.count > 1 }) {
                throw Refusal(.routerCannot, "a switch has two sides: give each slot one target")
            }
        }
        guard let known = self.settings else {
            return [.registered(.init(settings: settings, live: live))]
        }
        // What serves users is told once; afterwards the ledger knows it better.
        if let live, takesLive {
            return [.registered(.init(settings: settings, live: live))]
        }
        guard known != settings else { return [] }
        // A wrong address can be put right at any time: the next attempt uses the new one.
        guard known.slots.map(\.name) == settings.slots.map(\.name) || isAtRest else {
            throw Refusal(
                .serviceBusy, "slots are renamed only while nothing is being deployed",
                deployment: active?.id)
        }
        guard known.instanceNames == settings.instanceNames || isAtRest else {
            throw Refusal(
                .serviceBusy,
                "instances are added, removed or renamed only while nothing is being deployed",
                deployment: active?.id)
        }
        // What tells users apart is needed until they are all taken back.
        if let saga = active, saga.kind == .deployment,
            !saga.isAborting || saga.plan.route != nil,
            let refusal = settings.refusal(of: saga.plan)
        {
            throw Refusal(
                .routerCannot, "\(refusal.detail); a deployment does so now", deployment: saga.id)
        }
        // Another map would leave the users in the old one where they are, out of sight.
        guard active?.plan.route == nil || known.router.usersAre(as: settings.router) else {
            throw Refusal(
                .serviceBusy,
                "where users are told apart is changed only while no deployment does so",
                deployment: active?.id)
        }
        return [.changed(.init(settings: settings))]
    }

    /// Nothing serves users, as far as the ledger knows, so that it may be told what does.
    private var takesLive: Bool { live == nil && active == nil && queue.isEmpty }

    /// Nothing is under way that rests on the slots.
    private var isAtRest: Bool {
        active == nil && open == nil && queue.isEmpty && rollbackQueue.isEmpty
    }

    private func abort(_ deployment: ID, _ request: ID) throws(Refusal) -> [ServiceEvent] {
        if let saga = active, saga.id == deployment, saga.kind == .deployment {
            guard !saga.isAborting else {
                throw Refusal(
                    .alreadyAborting, "it is being taken back already", deployment: deployment)
            }
            return [.abortRequested(.init(deployment: deployment))]
        }
        if let queued = queue.first(where: { $0.deployment == deployment }) {
            var outcomes: [ID: Settlements.Outcome] = [queued.request: .aborted]
            outcomes[request] = .done
            return [
                .abortRequested(.init(deployment: deployment)),
                .deploymentWithdrawn(.init(deployment: deployment, settles: Settlements(outcomes))),
            ]
        }
        guard ended.contains(where: { $0.id == deployment }) else {
            throw Refusal(.deploymentUnknown, "no such deployment", deployment: deployment)
        }
        throw Refusal(
            .deploymentEnded, "it is over; to go back to another version use rollback",
            deployment: deployment)
    }

    private func rollBack(_ version: String?, _ isForced: Bool) throws(Refusal) -> [ServiceEvent] {
        guard settings != nil else { throw Refusal(.serviceUnknown, "register the service first") }
        let inDeployment = active?.kind == .deployment
        guard let target = version ?? (inDeployment ? active?.stable?.version : lastGood) else {
            throw Refusal(.noRollbackTarget, "no earlier good version is known; name one")
        }
        if active == nil, target == live?.version {
            throw Refusal(.versionIsLive, "version \(target) is live already")
        }
        guard good.contains(target) else {
            throw Refusal(.versionUnknown, "version \(target) was never live here")
        }
        if bad.contains(target), !isForced {
            throw Refusal(
                .versionMarkedBad, "version \(target) was taken back before; force it with a reason"
            )
        }
        guard rollbackQueue.count < Self.rollbackQueueLimit else {
            throw Refusal(.queueFull, "\(rollbackQueue.count) rollbacks wait already")
        }
        return [.rollbackRequested(.init(version: target, isForced: isForced))]
    }
}
