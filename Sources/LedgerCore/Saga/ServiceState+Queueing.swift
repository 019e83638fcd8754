extension ServiceState {
    /// Deployments that may wait for their turn.
    package static let deploymentQueueLimit = 3

    /// Accepts a version now, behind what is on its way, or in its place, as the policy says.
    func deploy(_ wish: ServiceEvent.DeploymentRequested) throws(Refusal) -> [ServiceEvent] {
        if let refusal = refusal(ofDeploying: wish.version, by: wish.plan) { throw refusal }
        if let refusal = wish.plan.refusalOfPower { throw refusal }
        if let same = onItsWay(wish.version) {
            throw Refusal(
                .versionQueued, "version \(wish.version) is on its way as deployment \(same)",
                deployment: same)
        }
        switch settings?.policies.onNewVersion ?? .queue {
        case .queue: return try enqueue(wish)
        case .supersede: return supersede(by: wish)
        case .reject:
            if let refusal = refusalOfSecond { throw refusal }
            return [.deploymentRequested(wish)]
        }
    }

    /// The same version and plan again, from the start or from a stage on.
    func retry(_ old: ID, _ new: ID, _ stage: Int) throws(Refusal) -> [ServiceEvent] {
        if active?.id == old || queue.contains(where: { $0.deployment == old }) {
            throw Refusal(
                .deploymentActive, "deployment \(old) has not ended; there is nothing to retry",
                deployment: old)
        }
        guard let ended = ended.last(where: { $0.id == old }), let plan = ended.plan else {
            throw Refusal(
                .deploymentUnknown, "no ended deployment of this id is among the last ones",
                deployment: old)
        }
        guard let rest = plan.from(stage: stage) else {
            let what =
                plan.rolling == nil
                ? "its plan has \(plan.stages.count) stages"
                : "a rolling deployment is tried again from its first batch"
            throw Refusal(.stageUnknown, what, deployment: old)
        }
        return try deploy(
            .init(deployment: new, version: ended.version, plan: rest, retryOf: old))
    }

    private func enqueue(
        _ wish: ServiceEvent.DeploymentRequested
    ) throws(Refusal) -> [ServiceEvent] {
        guard queue.count < Self.deploymentQueueLimit else {
            throw Refusal(
                .queueFull, "\(queue.count) deployments wait already; abort one, or wait",
                deployment: queue.last?.deployment)
        }
        return [.deploymentRequested(wish)]
    }

    /// What is on its way is taken back, and what waits never begins. A rollback is not replaced:
    /// the new version waits for it.
    private func supersede(by wish: ServiceEvent.DeploymentRequested) -> [ServiceEvent] {
        let withdrawn = queue.map { queued in
            ServiceEvent.deploymentWithdrawn(
                .init(
                    deployment: queued.deployment,
                    settles: Settlements([queued.request: .aborted])))
        }
        guard let saga = active, saga.kind == .deployment, !saga.isAborting else {
            return withdrawn + [.deploymentRequested(wish)]
        }
        let decided = ServiceEvent.AbortDecided(
            deployment: saga.id, cause: .superseded, marksBad: false,
            evidence: Evidence(samplesVersion: 0, verdicts: [], judge: nil))
        return withdrawn + [.abortDecided(decided), .deploymentRequested(wish)]
    }

    private func onItsWay(_ version: String) -> ID? {
        if let saga = active, saga.kind == .deployment, saga.target.version == version {
            // One that is being taken back may be asked for anew: it gets its turn afterwards.
            if !saga.isAborting { return saga.id }
        }
        return queue.first { $0.version == version }?.deployment
    }

    private var refusalOfSecond: Refusal? {
        if let id = active?.id ?? queue.first?.deployment {
            let what = active?.kind == .rollback ? "rollback" : "deployment"
            return Refusal(
                .deploymentActive, "\(what) \(id) is in progress; wait for it or abort it",
                deployment: id)
        }
        return rollbackQueue.first.map { rollback in
            Refusal(.deploymentActive, "a rollback to \(rollback.version) is about to start")
        }
    }

    /// What speaks against this version and this way, whenever it is asked.
    func refusal(ofDeploying version: String, by plan: DeploymentPlan) -> Refusal? {
        guard let settings else { return Refusal(.serviceUnknown, "register the service first") }
        if bad.contains(version) {
            return Refusal(
                .versionMarkedBad,
                "version \(version) was taken back before; deploy a new one, or unmark it")
        }
        if live?.version == version {
            return Refusal(.versionIsLive, "version \(version) is live already")
        }
        return settings.refusal(of: plan)
    }
}

extension DeploymentPlan {
    /// The plan without the stages before this one; `nil` when it has no such stage.
    ///
    /// A rolling one begins with its first batch: nobody knows what the instances of the others run.
    func from(stage: Int) -> DeploymentPlan? {
        if rolling != nil { return stage == 0 ? withoutBatches : nil }
        guard stages.indices.contains(stage) else { return nil }
        return DeploymentPlan(
            strategy: strategy, stages: Array(stages[stage...]), analysis: analysis,
            readyDeadlineSeconds: readyDeadlineSeconds,
            shiftDeadlineSeconds: shiftDeadlineSeconds, deadlineSeconds: deadlineSeconds,
            approval: approval, route: route, winner: winner)
    }
}
