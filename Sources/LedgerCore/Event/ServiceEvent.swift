/// Everything that is recorded on the stream of one service in one environment.
package enum ServiceEvent: StoredEvent {
    case registered(Registered)
    case changed(Changed)
    case deploymentRequested(DeploymentRequested)
    case deploymentRejected(DeploymentRejected)
    case deploymentWithdrawn(DeploymentEnded)
    case deploymentStarted(DeploymentStarted)
    case promotionRequested(PromotionRequested)
    case deploymentPaused(Controlled)
    case deploymentResumed(Controlled)
    case stageApproved(StageApproved)
    case stagePassed(StagePassed)
    case deploymentCompleted(DeploymentEnded)
    case deploymentAborted(DeploymentEnded)
    case abortRequested(AbortRequested)
    case abortDecided(AbortDecided)
    case rollbackRequested(RollbackRequested)
    case rollbackStarted(RollbackStarted)
    case rollbackMoot(RollbackMoot)
    case rollbackCompleted(RollbackCompleted)
    case rollbackBlocked(RollbackBlocked)
    case rollbackIneffective(RollbackIneffective)
    case versionUnmarked(VersionUnmarked)
    case deployDecided(DeployDecided)
    case deployAcknowledged(Acknowledged)
    case deployFailed(EffectFailed)
    case deployed(Deployed)
    case shiftDecided(ShiftDecided)
    case shiftAcknowledged(Acknowledged)
    case shiftObserved(ShiftObserved)
    case shiftFailed(EffectFailed)
    case drifted(Drifted)
    case attemptStarted(AttemptStarted)
    case sagaStalled(SagaStalled)

    package enum Name: String, CaseIterable, Sendable {
        case registered = "service.registered"
        case changed = "service.changed"
        case deploymentRequested = "deployment.requested"
        case deploymentRejected = "deployment.rejected"
        case deploymentWithdrawn = "deployment.withdrawn"
        case deploymentStarted = "deployment.started"
        case promotionRequested = "promotion.requested"
        case deploymentPaused = "deployment.paused"
        case deploymentResumed = "deployment.resumed"
        case stageApproved = "stage.approved"
        case stagePassed = "stage.passed"
        case deploymentCompleted = "deployment.completed"
        case deploymentAborted = "deployment.aborted"
        case abortRequested = "abort.requested"
        case abortDecided = "abort.decided"
        case rollbackRequested = "rollback.requested"
        case rollbackStarted = "rollback.started"
        case rollbackMoot = "rollback.moot"
        case rollbackCompleted = "rollback.completed"
        case rollbackBlocked = "rollback.blocked"
        case rollbackIneffective = "rollback.ineffective"
        case versionUnmarked = "version.unmarked"
        case deployDecided = "instances.deploy_decided"
        case deployAcknowledged = "instances.deploy_acknowledged"
        case deployFailed = "instances.deploy_failed"
        case deployed = "instances.deployed"
        case shiftDecided = "traffic.shift_decided"
        case shiftAcknowledged = "traffic.shift_acknowledged"
        case shiftObserved = "traffic.shift_observed"
        case shiftFailed = "traffic.shift_failed"
        case drifted = "traffic.drifted"
        case attemptStarted = "attempt.started"
        case sagaStalled = "saga.stalled"
    }
}
