import LedgerCore

extension ServiceEvent {
    /// What happened, in plain words; stages are counted from 1, as people do.
    var sentence: String {
        switch self {
        case .registered: "service registered"
        case .changed: "settings changed"
        case .deploymentRequested(let fact):
            "deployment of \(fact.version) requested"
                + (fact.retryOf.map { ", again after \($0)" } ?? "")
                + (fact.plan.power.map { Wording.power($0.json).map { ", \($0)" } ?? "" } ?? "")
        case .deploymentRejected(let fact): "deployment rejected: \(fact.code)"
        case .deploymentWithdrawn: "deployment withdrawn before it began"
        case .deploymentStarted(let fact):
            "deployment started in slot \(fact.slot), \(fact.stable?.version ?? "nothing") is live"
        case .promotionRequested(let fact):
            "promotion of stage \(fact.stage + 1)\(fact.isFull ? " and all later ones" : "") requested"
        case .deploymentPaused: "deployment paused"
        case .deploymentResumed: "deployment resumed"
        case .stageApproved(let fact): "stage \(fact.stage + 1) approved"
        case .stagePassed(let fact):
            "stage \(fact.stage + 1) passed\(fact.promotion == nil ? "" : " by promotion")"
        case .deploymentCompleted: "deployment completed"
        case .deploymentAborted: "deployment taken back"
        case .abortRequested: "abort requested"
        case .abortDecided(let fact): "abort decided: \(fact.cause.sentence)"
        case .rollbackRequested(let fact): "rollback to \(fact.version) requested"
        case .rollbackStarted(let fact):
            "rollback to \(fact.to.version) started"
                + (fact.isAutomatic ? ", as \(fact.from?.version ?? "what is live") fails" : "")
        case .rollbackMoot(let fact): "rollback to \(fact.version) has nothing left to do"
        case .rollbackCompleted: "rollback completed"
        case .rollbackBlocked(let fact): "automatic rollback blocked: \(fact.sentence)"
        case .rollbackIneffective(let fact):
            "the rollback did not help: \(fact.to) fails too; automatic rollbacks wait for a person"
        case .versionUnmarked(let fact): "version \(fact.version) is no longer marked bad"
        case .deployDecided(let fact):
            "deploying \(fact.target.version) to \(Wording.place(fact.target, fact.instances))"
        case .deployAcknowledged(let fact):
            "the slot accepted the deployment"
                + (fact.failed.isEmpty ? "" : ", but for \(fact.failed.joined(separator: ", "))")
        case .deployFailed(let fact): "the slot failed: \(fact.sentence)"
        case .deployed(let fact):
            "\(fact.target.version) is healthy in \(Wording.place(fact.target, fact.instances))"
                + (fact.failed.isEmpty ? "" : ", but for \(fact.failed.joined(separator: ", "))")
        case .shiftDecided(let fact): "\(fact.purpose): \(fact.split.sentence)"
        case .shiftAcknowledged: "the router accepted the shares"
        case .shiftObserved(let fact): "traffic observed: \(fact.split.sentence)"
        case .shiftFailed(let fact): "the router failed: \(fact.sentence)"
        case .drifted(let fact): "traffic drifted; wanted is \(fact.wanted.sentence)"
        case .attemptStarted(let fact): "attempt \(fact.number) by \(fact.worker)"
        case .sagaStalled(let fact): "stalled: \(fact.detail)"
        }
    }
}

extension SampleEvent {
    var sentence: String {
        switch self {
        case .recorded(let fact):
            "\(fact.role.rawValue) \(fact.version): \(fact.measurement.sentence)"
        case .judged(let fact):
            (fact.stage.map { "look at stage \($0 + 1): " } ?? "look at what is live: ")
                + fact.verdict.kind.rawValue
                + fact.verdict.checks.filter(\.isTelling)
                .map { ", \(Wording.check($0.json))" }.joined()
        }
    }
}

extension Check {
    /// Not what could be noticed, and not a test that was not due: those are for `explain`.
    fileprivate var isTelling: Bool {
        if result != .ok { return true }
        if judge == PowerCalculation.name { return detail != nil }
        return judge != RankJudge.name || numbers != nil
    }
}

extension ServiceEvent.AbortDecided.Cause {
    var sentence: String {
        switch self {
        case .failed: "the new version failed its conditions"
        case .noEvidence: "no sufficient evidence came in time"
        case .notReady: "the new version was not found healthy in time"
        case .notApproved: "nobody approved the stage in time"
        case .deadline: "it did not get on in time"
        case .superseded: "another version takes its place"
        }
    }
}

extension ServiceEvent.RollbackBlocked {
    fileprivate var sentence: String {
        let until = Wording.time(until?.description).map { " until \($0)" } ?? ""
        return switch reason {
        case .cooldown: "the last rollback is too recent\(until)"
        case .limit: "as many as are allowed in an hour have started\(until)"
        case .noTarget: "no earlier good version is known"
        }
    }
}

extension ServiceEvent.ShiftDecided {
    fileprivate var purpose: String {
        switch cause {
        case .stage: stage.map { "stage \($0 + 1) begins" } ?? "a stage begins"
        case .abort: "traffic goes back"
        case .rollback: "traffic goes to the rollback's version"
        case .drift: "traffic is set again"
        case .drain: stage.map { "room is made for batch \($0 + 1)" } ?? "room is made"
        }
    }
}

extension ServiceEvent.EffectFailed {
    fileprivate var sentence: String {
        "\(code): \(detail)\(isUnknown ? " (it may have happened all the same)" : "")"
    }
}

extension TrafficSplit {
    fileprivate var sentence: String {
        guard case .array(let shares) = json else { return "" }
        let traffic = Wording.traffic(
            shares.compactMap { if case .object(let share) = $0 { share } else { nil } })
        return traffic + (users.map { " of users by \($0.rule.trait.text)" } ?? "")
    }
}

extension Measurement {
    fileprivate var sentence: String {
        switch answer {
        case .value(let values):
            "\(values.requests) requests, \(values.errors) errors"
                + (values.latencyMillisecondsP99.map { ", p99 \(Wording.number($0)) ms" } ?? "")
                + values.metrics.sorted { $0.key < $1.key }
                .map { ", \($0.key) \(Wording.number($0.value))" }.joined()
        case .noData(let detail): "no data: \(detail)"
        case .error(let detail): "\(provider) failed: \(detail)"
        }
    }
}
