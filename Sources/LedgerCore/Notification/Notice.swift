/// What people are told of one event, in words that need no look at anything else.
package struct Notice: Sendable, Equatable {
    /// What it is about: many of one kind from one service are a storm.
    package enum Kind: String, Sendable, CaseIterable {
        case deploymentRejected = "deployment_rejected"
        case deploymentFailed = "deployment_failed"
        case deploymentCompleted = "deployment_completed"
        case deploymentTakenBack = "deployment_taken_back"
        case deploymentPaused = "deployment_paused"
        case approvalNeeded = "approval_needed"
        case rollbackStarted = "rollback_started"
        case rollbackCompleted = "rollback_completed"
        case rollbackBlocked = "rollback_blocked"
        case rollbackIneffective = "rollback_ineffective"
        case trafficDrifted = "traffic_drifted"
        case trafficStuck = "traffic_stuck"
        case sagaStalled = "saga_stalled"
    }

    package let kind: Kind
    package let severity: Severity
    /// One line without the service's name, at most 150 characters.
    package let title: String
    /// A plain sentence or two, with numbers.
    package let text: String

    package init(_ kind: Kind, _ severity: Severity, _ title: String, _ text: String) {
        self.kind = kind
        self.severity = severity
        self.title = title
        self.text = text
    }
}

extension Notice {
    /// The names of the events that may concern people; all others never do.
    package static let sources: Set<String> = Set(
        [
            ServiceEvent.Name.deploymentRejected, .deploymentCompleted, .deploymentAborted,
            .deploymentPaused, .abortDecided, .rollbackStarted, .rollbackCompleted,
            .rollbackBlocked, .rollbackIneffective, .shiftObserved, .shiftFailed, .drifted,
            .sagaStalled,
        ].map(\.rawValue))
}
