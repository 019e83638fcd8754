import LedgerCore

extension ServiceEvent {
    /// Asks for something that another event settles.
    var isRequest: Bool {
        switch self {
        case .deploymentRequested, .abortRequested, .rollbackRequested: true
        default: false
        }
    }

    /// The requests that it ends.
    var settlements: Settlements? {
        switch self {
        case .deploymentRejected(let fact): fact.settles
        case .deploymentWithdrawn(let fact), .deploymentCompleted(let fact),
            .deploymentAborted(let fact):
            fact.settles
        case .rollbackMoot(let fact): fact.settles
        case .rollbackCompleted(let fact): fact.settles
        default: nil
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
