extension ServiceEvent {
    /// The requests that this event ends, with what became of them; `nil` when it ends none.
    package var settlements: Settlements? {
        switch self {
        case .deploymentRejected(let fact): fact.settles
        case .deploymentWithdrawn(let fact), .deploymentCompleted(let fact),
            .deploymentAborted(let fact):
            fact.settles
        case .deploymentPaused(let fact), .deploymentResumed(let fact): fact.settles
        case .stageApproved(let fact): fact.settles
        case .stagePassed(let fact): fact.settles.outcomes.isEmpty ? nil : fact.settles
        case .rollbackMoot(let fact): fact.settles
        case .rollbackCompleted(let fact): fact.settles
        case .versionUnmarked(let fact): fact.settles
        case .registered, .changed, .deploymentRequested, .deploymentStarted, .promotionRequested,
            .abortRequested, .abortDecided, .rollbackRequested, .rollbackStarted, .rollbackBlocked,
            .rollbackIneffective, .deployDecided,
            .deployAcknowledged, .deployFailed, .deployed, .shiftDecided, .shiftAcknowledged,
            .shiftObserved, .shiftFailed, .drifted, .attemptStarted, .sagaStalled:
            nil
        }
    }
}
