package import LedgerCore

/// Follows a service's events on its own and notes whatever must never be, by invariant.
package struct SagaChecker {
    /// A verdict of the samples stream.
    package struct Sample {
        let version: Int64
        let kind: Verdict.Kind
        let at: Timestamp

        package init(version: Int64, kind: Verdict.Kind, at: Timestamp) {
            self.version = version
            self.kind = kind
            self.at = at
        }
    }

    /// What is under way, as the events tell it.
    struct Course {
        let id: ID
        let version: String
        let slot: String
        /// `nil` for a rollback.
        let plan: DeploymentPlan?
        let stable: Placement?
        var instances = 1
        var isAborting = false
        /// How many stages passed.
        var passed = 0
        /// When the present stage's share was first observed, and when it was last put right.
        var observedAt: Timestamp?
        var rightSince: Timestamp?
        var isPaused = false
        /// What a person asked for in the place of evidence.
        var promotion: (request: ID, isFull: Bool)?
        var approvers: Set<String> = []
    }

    package private(set) var violations: [String] = []
    package private(set) var settled: [ID: Settlements.Outcome] = [:]
    package private(set) var accepted: Set<ID> = []
    var course: Course?
    package internal(set) var live: Placement?
    package internal(set) var bad: Set<String> = []
    var wanted: TrafficSplit?
    var openCause: ServiceEvent.ShiftDecided.Cause?
    private var plans: [ID: (version: String, plan: DeploymentPlan)] = [:]
    private var forced: Set<ID> = []
    private var ended: Set<ID> = []
    package internal(set) var rollbacks = Rollbacks()

    package init() {}

    mutating func expect(_ condition: Bool, _ rule: String) {
        if !condition { violations.append(rule) }
    }

    package mutating func check(
        _ event: ServiceEvent, _ context: EventContext, samples: [Sample]
    ) {
        rollbacks.note(event, context)
        switch event {
        case .registered(let fact): live = fact.live
        case .deploymentRequested(let fact):
            accepted.insert(context.command)
            plans[fact.deployment] = (fact.version, fact.plan)
        case .abortRequested(let fact):
            accepted.insert(context.command)
            if course?.id == fact.deployment { course?.isAborting = true }
        case .rollbackRequested(let fact):
            accepted.insert(context.command)
            if fact.isForced { forced.insert(context.command) }
            if course?.plan != nil { course?.isAborting = true }
        case .deploymentStarted(let fact): start(fact)
        case .rollbackStarted(let fact):
            if fact.isAutomatic { checkAutomatic(fact, context, samples) }
            rollbacks.begin(fact, at: context.at)
            start(fact)
        case .rollbackBlocked(let fact): checkBlocked(fact)
        case .rollbackIneffective(let fact):
            checkIneffective(fact)
            bad.remove(fact.from)
        case .abortDecided(let fact):
            expect(course?.id == fact.deployment, "I10: an abort decided for what is not active")
            course?.isAborting = true
            if fact.marksBad, let course { bad.insert(course.version) }
        case .promotionRequested(let fact):
            accepted.insert(context.command)
            expect(fact.stage == course?.passed, "a promotion of another stage")
            course?.promotion = (context.command, fact.isFull)
            course?.isPaused = false
        case .deploymentPaused(let fact): control(fact, isPaused: true, context)
        case .deploymentResumed(let fact): control(fact, isPaused: false, context)
        case .stageApproved(let fact):
            accepted.insert(context.command)
            expect(fact.stage == course?.passed, "an approval of another stage")
            let isNew = course?.approvers.insert(context.actor).inserted
            expect(isNew == true, "the same person approves twice")
            settle(fact.settles)
        case .versionUnmarked(let fact):
            accepted.insert(context.command)
            bad.remove(fact.version)
            settle(fact.settles)
        case .stagePassed(let fact): pass(fact, samples)
        case .shiftDecided(let fact): shift(fact)
        case .shiftObserved: observe(context)
        case .deploymentCompleted(let fact): complete(fact)
        case .deploymentAborted(let fact): abort(fact)
        case .deploymentRejected(let fact): end(fact.deployment, fact.settles)
        case .deploymentWithdrawn(let fact): end(fact.deployment, fact.settles)
        case .rollbackMoot(let fact):
            settle(fact.settles)
            if course?.plan == nil, course?.version == fact.version { course = nil }
        case .rollbackCompleted(let fact):
            expect(course?.id == fact.rollback, "I10: a rollback completed that is not active")
            if let course { live = Placement(version: course.version, slot: course.slot) }
            end(fact.rollback, fact.settles)
            course = nil
        case .changed, .deployDecided, .deployAcknowledged, .deployFailed, .deployed,
            .shiftAcknowledged, .shiftFailed, .drifted, .attemptStarted, .sagaStalled:
            break
        }
    }

    /// Nothing new begins while everything is stopped.
    package mutating func check(_ event: ServiceEvent, under rules: EnvironmentRules) {
        guard rules.stop != nil else { return }
        switch event {
        case .deploymentRequested, .deploymentStarted, .stagePassed, .promotionRequested:
            expect(false, "\(event.stored.name.rawValue) while everything is stopped")
        default: break
        }
    }

    private mutating func start(_ fact: ServiceEvent.DeploymentStarted) {
        expect(course == nil, "I2: started while another is active")
        expect(!ended.contains(fact.deployment), "I10: started after its end")
        guard let (version, plan) = plans[fact.deployment] else {
            return expect(false, "started without a request")
        }
        expect(!bad.contains(version), "I6: a bad version is deployed")
        expect(fact.slot != live?.slot, "the slot that serves users is deployed to")
        expect(fact.stable == live, "the stable version is not the live one")
        course = Course(
            id: fact.deployment, version: version, slot: fact.slot,
            plan: plan.unrolled(over: fact.instances ?? 1, hasStable: fact.stable != nil),
            stable: fact.stable, instances: fact.instances ?? 1)
    }

    private mutating func start(_ fact: ServiceEvent.RollbackStarted) {
        expect(course == nil, "I2: started while another is active")
        let isForced = fact.requests.contains(where: forced.contains)
        expect(isForced || !bad.contains(fact.to.version), "I6: a rollback to a bad version")
        expect(fact.to.slot != live?.slot, "a rollback into the slot that serves users")
        if let from = fact.from { bad.insert(from.version) }
        bad.remove(fact.to.version)
        course = Course(
            id: fact.rollback, version: fact.to.version, slot: fact.to.slot, plan: nil, stable: live
        )
    }

    mutating func end(_ id: ID, _ settles: Settlements) {
        expect(!ended.contains(id), "I10: a second end")
        ended.insert(id)
        settle(settles)
    }

    private mutating func control(
        _ fact: ServiceEvent.Controlled, isPaused: Bool, _ context: EventContext
    ) {
        accepted.insert(context.command)
        expect(course?.id == fact.deployment, "I10: a control of what is not active")
        expect(course?.isPaused != isPaused, "a control that changes nothing")
        course?.isPaused = isPaused
        if isPaused { course?.promotion = nil }
        settle(fact.settles)
    }

    mutating func settle(_ settles: Settlements) {
        for (request, outcome) in settles.outcomes {
            expect(accepted.contains(request), "I7: an unknown request is settled")
            expect(settled[request] == nil, "I7: a request is settled twice")
            settled[request] = outcome
        }
    }
}
