/// What people do to a deployment that is on its way. Each names the stage that they saw, so that a
/// late or a second click never acts on another one.
extension ServiceState {
    func promote(
        _ deployment: ID, _ stage: Int, _ isFull: Bool
    ) throws(Refusal) -> [ServiceEvent] {
        let saga = try holding(deployment, stage)
        if let promotion = saga.promotion, promotion.isFull || !isFull {
            throw Refusal(
                .alreadyPromoted, "stage \(stage + 1) is promoted already", deployment: deployment)
        }
        return [
            .promotionRequested(.init(deployment: deployment, stage: stage, isFull: isFull))
        ]
    }

    func pause(
        _ deployment: ID, _ stage: Int?, _ request: ID
    ) throws(Refusal) -> [ServiceEvent] {
        let saga = try onItsWay(deployment)
        if let stage { try check(stage, of: saga) }
        guard !saga.isPaused else {
            throw Refusal(.alreadyPaused, "it is paused already", deployment: deployment)
        }
        // The later wish counts: what was promoted and has not passed stays.
        var outcomes: [ID: Settlements.Outcome] = [request: .done]
        if let promotion = saga.promotion { outcomes[promotion.request] = .moot }
        return [
            .deploymentPaused(.init(deployment: deployment, settles: Settlements(outcomes)))
        ]
    }

    func resume(_ deployment: ID, _ request: ID) throws(Refusal) -> [ServiceEvent] {
        guard try onItsWay(deployment).isPaused else {
            throw Refusal(.notPaused, "it is not paused", deployment: deployment)
        }
        return [
            .deploymentResumed(
                .init(deployment: deployment, settles: Settlements([request: .done])))
        ]
    }

    func approve(
        _ deployment: ID, _ stage: Int, _ actor: String, _ request: ID
    ) throws(Refusal) -> [ServiceEvent] {
        let saga = try holding(deployment, stage)
        guard saga.plan.stages[stage].approvals > 0 else {
            throw Refusal(
                .approvalNotNeeded, "stage \(stage + 1) asks for no approval; promote passes it",
                deployment: deployment)
        }
        guard !saga.approvers.contains(actor) else {
            throw Refusal(
                .alreadyApproved, "\(actor) approved stage \(stage + 1) before",
                deployment: deployment)
        }
        guard saga.plan.approval.authorMayApprove || actor != saga.author else {
            throw Refusal(
                .authorMayNotApprove, "who asked for this deployment may not approve it",
                deployment: deployment)
        }
        return [
            .stageApproved(
                .init(
                    deployment: deployment, stage: stage, settles: Settlements([request: .done])))
        ]
    }

    func reject(_ deployment: ID, _ stage: Int) throws(Refusal) -> [ServiceEvent] {
        _ = try holding(deployment, stage)
        return [.abortRequested(.init(deployment: deployment))]
    }

    func unmark(_ version: String, _ request: ID) throws(Refusal) -> [ServiceEvent] {
        guard settings != nil else { throw Refusal(.serviceUnknown, "register the service first") }
        guard bad.contains(version) else {
            throw Refusal(.versionNotMarked, "version \(version) is not marked bad")
        }
        return [.versionUnmarked(.init(version: version, settles: Settlements([request: .done])))]
    }

    /// The deployment, if it is the active one and goes forward.
    private func onItsWay(_ deployment: ID) throws(Refusal) -> Saga {
        if let saga = active, saga.id == deployment, saga.kind == .deployment {
            guard saga.isAborting else { return saga }
            throw Refusal(
                .alreadyAborting, "it is being taken back already", deployment: deployment)
        }
        if queue.contains(where: { $0.deployment == deployment }) {
            throw Refusal(
                .deploymentNotStarted, "it waits for its turn; until then it can only be aborted",
                deployment: deployment)
        }
        guard ended.contains(where: { $0.id == deployment }) else {
            throw Refusal(.deploymentUnknown, "no such deployment", deployment: deployment)
        }
        throw Refusal(.deploymentEnded, "it is over", deployment: deployment)
    }

    /// The deployment, if it watches this very stage.
    private func holding(_ deployment: ID, _ stage: Int) throws(Refusal) -> Saga {
        let saga = try onItsWay(deployment)
        try check(stage, of: saga)
        guard saga.currentStep == .hold(stage: stage) else {
            let state = saga.isPaused ? "not observed yet, and it is paused" : "still being set"
            throw Refusal(
                .stageNotReached, "the traffic of stage \(stage + 1) is \(state)",
                deployment: deployment)
        }
        return saga
    }

    private func check(_ stage: Int, of saga: Saga) throws(Refusal) {
        guard saga.stage != stage else { return }
        let now = saga.stage.map { "it is at stage \($0 + 1)" } ?? "no stage has begun"
        throw Refusal(
            .stageChanged, "\(now), not at stage \(stage + 1); look again", deployment: saga.id)
    }
}
