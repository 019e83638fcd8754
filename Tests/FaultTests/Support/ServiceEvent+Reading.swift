import LedgerCore

extension ServiceEvent {
    /// Asks for something that an event settles: a later one, or this one itself.
    var isRequest: Bool {
        switch self {
        case .deploymentRequested, .abortRequested, .rollbackRequested, .promotionRequested: true
        case .deploymentPaused, .deploymentResumed, .stageApproved, .versionUnmarked: true
        default: false
        }
    }

    /// The attempt whose outcome it tells.
    var attempt: Int64? {
        switch self {
        case .deployAcknowledged(let fact), .shiftAcknowledged(let fact): fact.attempt
        case .deployFailed(let fact), .shiftFailed(let fact): fact.attempt
        case .shiftObserved(let fact): fact.attempt
        default: nil
        }
    }

    /// The split that it decides.
    var decidedSplit: TrafficSplit? {
        if case .shiftDecided(let fact) = self { fact.split } else { nil }
    }
}
