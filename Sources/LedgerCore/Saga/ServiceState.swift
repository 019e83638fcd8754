/// Everything that the rules know of one service: the fold of its stream, and of nothing else.
package struct ServiceState: Sendable, Equatable {
    /// Version of the stream; 0 for a service that was never registered.
    package var version: Int64 = 0
    /// When the last event was recorded.
    package var lastAt = Timestamp(microseconds: 0)
    package var settings: ServiceSettings?
    /// What serves users outside of a deployment; `nil` before the first one completed.
    package var live: Placement?
    /// What was last put into each slot, whether or not it came up.
    package var slots: [String: String] = [:]
    /// Names of instances that did not come up when their slot was last deployed to, by slot.
    package var unfit: [String: [String]] = [:]
    /// Versions that were live once, oldest first, at most ``goodLimit``; some may be marked bad since.
    package var good: [String] = []
    package var bad: Set<String> = []
    /// Accepted deployments that have not started, in the order of their turn.
    package var queue: [QueuedDeployment] = []
    package var rollbackQueue: [QueuedRollback] = []
    package var active: Saga?
    /// Accepted requests without an outcome, by command id.
    package var pending: [ID: PendingRequest] = [:]
    /// The one effect that is decided and not yet observed; one per service.
    package var open: OpenEffect?
    /// What the router shall do; `nil` before the first shift.
    package var wanted: TrafficSplit?
    /// When a shift was last observed.
    package var observedAt: Timestamp?
    /// Since when what is live has had its traffic undisturbed; earlier measurements are no evidence.
    package var trafficSince: Timestamp?
    /// The token that the router showed then; `nil` when it cannot show one.
    package var observedToken: Int64?
    /// Until when a late request of ours may still reach the router (rule R13).
    package var unsettledUntil: Timestamp?
    package var rollbacks = RollbackRecord()
    package var isStalled = false
    /// The last deployments that ended, newest last; at most ``endedLimit``. For clear answers.
    package var ended: [EndedDeployment] = []

    package static let goodLimit = 50
    package static let endedLimit = 50

    package init() {}

    /// The newest version to go back to; never a bad one, never the one that is live.
    package var lastGood: String? {
        good.last { !bad.contains($0) && $0 != live?.version }
    }
}

package struct QueuedDeployment: Sendable, Equatable {
    package let deployment: ID
    package let request: ID
    package let version: String
    package let plan: DeploymentPlan
    package let overridesFreeze: Bool
}

package struct QueuedRollback: Sendable, Equatable {
    package let request: ID
    package let version: String
    package let isForced: Bool
}

/// What is kept of a deployment or a rollback that is over.
package struct EndedDeployment: Sendable, Equatable {
    package let id: ID
    package let version: String
    /// `nil` for a rollback.
    package let plan: DeploymentPlan?
}

package struct PendingRequest: Sendable, Equatable {
    package enum Kind: String, Sendable { case deploy, abort, rollback, promote }

    package let kind: Kind
    /// The deployment that it is about; `nil` for a rollback.
    package let deployment: ID?
    package let actor: String
    package let reason: String?
}

/// A deployment or a rollback in progress. A service has at most one.
package struct Saga: Sendable, Equatable {
    package enum Kind: String, Sendable { case deployment, rollback }

    package let kind: Kind
    package let id: ID
    /// Where it goes: the version, and the slot that was pinned at the start.
    package let target: Placement
    /// What serves users again when it is aborted; `nil` when nothing did before.
    package let stable: Placement?
    package let plan: DeploymentPlan
    /// The requests that its end settles.
    package let requests: [ID]
    /// Who asked for it.
    package let author: String
    package let startedAt: Timestamp
    /// How many instances each slot had at the start; 1 unless they go in batches.
    package var instances = 1
    /// Index into ``steps``.
    package var step = 0
    package var stepStartedAt: Timestamp
    package var isAborting = false
    /// A person holds it: no stage passes by evidence.
    package var isPaused = false
    /// When it last went on after a pause; deadlines run from here.
    package var resumedAt: Timestamp?
    /// What a person asked for in the place of evidence, and it has not passed yet.
    package var promotion: Promotion?
    /// Who approved the present stage.
    package var approvers: [String] = []
    /// A shift was decided, so that traffic may have reached the new version.
    package var hasTouchedTraffic = false
    /// When the share of the present stage was first observed.
    package var stageObservedAt: Timestamp?
    /// Measurements before this are no evidence: the last observation of the present share.
    package var evidenceFrom: Timestamp?

    /// Nothing that people held it by counts any more.
    mutating func takeBack() {
        isAborting = true
        isPaused = false
    }

    /// Of a rolling deployment; `nil` for everything else.
    package var schedule: RollingSchedule? {
        guard kind == .deployment else { return nil }
        return plan.rolling.map {
            RollingSchedule($0, over: instances, hasStable: stable != nil)
        }
    }

    package var steps: [Step] { Step.sequence(for: self) }

    package var currentStep: Step? {
        let steps = steps
        return steps.indices.contains(step) ? steps[step] : nil
    }
}

package struct Promotion: Sendable, Equatable {
    package let request: ID
    package let stage: Int
    package let isFull: Bool
}

/// An effect that is decided and not yet observed.
package struct OpenEffect: Sendable, Equatable {
    package enum Kind: Sendable, Equatable {
        /// To the instances of these names; `nil` for all of the slot.
        case deploy(Placement, instances: [String]?)
        case shift(TrafficSplit, ServiceEvent.ShiftDecided.Cause)
    }

    package let kind: Kind
    /// Position of the intent.
    package let intent: Int64
    /// When the intent was recorded.
    package let decidedAt: Timestamp
    /// Position of the intent or of the last attempt: the fencing token.
    package var attempt: Int64
    /// 1 for the intent itself.
    package var attemptNumber = 1
    /// Of the last attempt or acknowledgement: others may take over 12 s later.
    package var lastMovedAt: Timestamp
    package var isAcknowledged = false
    /// The last attempt failed; try again then.
    package var retryAt: Timestamp?
    /// No attempt's outcome is unknown so far.
    package var isClean = true
}
