import LedgerCore

/// The wish that the events of one command came from.
enum HistoryCommand {
    /// `nil` for what the rules decided by themselves.
    static func of(
        _ batch: [(event: ServiceEvent, line: HistoryLine)], in state: ServiceState
    ) -> ServiceCommand? {
        // Where versions supersede others, the wish itself comes last.
        for (event, line) in batch {
            if case .deploymentRequested(let fact) = event { return deployment(fact, state) }
            if case .abortRequested(let fact) = event { return .abort(deployment: fact.deployment) }
            if let command = control(event, line) { return command }
        }
        return nil
    }

    private static func deployment(
        _ fact: ServiceEvent.DeploymentRequested, _ state: ServiceState
    ) -> ServiceCommand {
        guard let old = fact.retryOf else {
            return .deploy(deployment: fact.deployment, version: fact.version, plan: fact.plan)
        }
        let plan = state.ended.last { $0.id == old }?.plan
        let skipped = (plan?.stages.count ?? 0) - fact.plan.stages.count
        return .retry(deployment: old, as: fact.deployment, fromStage: skipped)
    }

    private static func control(_ event: ServiceEvent, _ line: HistoryLine) -> ServiceCommand? {
        switch event {
        case .registered(let fact): .configure(fact.settings, live: fact.live)
        case .changed(let fact): .configure(fact.settings, live: nil)
        case .rollbackRequested(let fact): .rollBack(version: fact.version, isForced: fact.isForced)
        case .promotionRequested(let fact):
            .promote(deployment: fact.deployment, stage: fact.stage, isFull: fact.isFull)
        case .deploymentPaused(let fact): .pause(deployment: fact.deployment, stage: nil)
        case .deploymentResumed(let fact): .resume(deployment: fact.deployment)
        case .stageApproved(let fact):
            .approve(deployment: fact.deployment, stage: fact.stage, actor: line.actor)
        case .versionUnmarked(let fact): .unmark(version: fact.version)
        default: nil
        }
    }
}
