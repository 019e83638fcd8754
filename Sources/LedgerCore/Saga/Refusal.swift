/// A caller's mistake, or a wish that the state does not allow; nothing happens.
package struct Refusal: Error, Sendable, Equatable {
    package enum Code: String, Sendable, CaseIterable {
        case serviceUnknown = "service_unknown"
        case deploymentUnknown = "deployment_unknown"
        case deploymentActive = "deployment_active"
        case deploymentEnded = "deployment_ended"
        case alreadyAborting = "already_aborting"
        case versionIsLive = "version_is_live"
        case versionMarkedBad = "version_marked_bad"
        case routerCannot = "router_cannot"
        case versionUnknown = "version_unknown"
        case noRollbackTarget = "no_rollback_target"
        case queueFull = "queue_full"
        case serviceBusy = "service_busy"
        case slotInUse = "slot_in_use"
        case versionQueued = "version_queued"
        case versionNotMarked = "version_not_marked"
        case stageUnknown = "stage_unknown"
        case stageChanged = "stage_changed"
        case stageNotReached = "stage_not_reached"
        case deploymentNotStarted = "deployment_not_started"
        case alreadyPromoted = "already_promoted"
        case alreadyPaused = "already_paused"
        case notPaused = "not_paused"
        case alreadyApproved = "already_approved"
        case approvalNotNeeded = "approval_not_needed"
        case authorMayNotApprove = "author_may_not_approve"
        case frozen
        case environmentStopped = "environment_stopped"
        case freezeUnknown = "freeze_unknown"
        case freezeOver = "freeze_over"
        case notStopped = "not_stopped"
        case underpowered
        case planTooLong = "plan_too_long"
    }

    package let code: Code
    /// For people: what stands in the way, and what to do.
    package let detail: String
    /// The deployment that stands in the way, if one does.
    package let deployment: ID?

    package init(_ code: Code, _ detail: String, deployment: ID? = nil) {
        self.code = code
        self.detail = detail
        self.deployment = deployment
    }
}
