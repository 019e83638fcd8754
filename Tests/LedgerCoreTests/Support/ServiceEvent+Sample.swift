import LedgerCore

extension ServiceEvent {
    /// One event of each name, with every field set: what its golden file holds.
    static func sample(_ name: Name) -> ServiceEvent {
        switch name {
        case .registered:
            .registered(.init(settings: Example.settings, live: Example.stable))
        case .changed: .changed(.init(settings: Example.settings))
        case .deploymentRequested:
            .deploymentRequested(
                .init(deployment: Example.deployment, version: "v2", plan: Example.plan))
        case .deploymentRejected:
            .deploymentRejected(
                .init(
                    deployment: Example.deployment, code: "version_marked_bad", settles: settled))
        case .deploymentWithdrawn:
            .deploymentWithdrawn(.init(deployment: Example.deployment, settles: settled))
        case .deploymentStarted:
            .deploymentStarted(
                .init(deployment: Example.deployment, slot: "green", stable: Example.stable))
        case .stagePassed:
            .stagePassed(.init(deployment: Example.deployment, stage: 0, evidence: evidence))
        case .promotionRequested, .deploymentPaused, .deploymentResumed, .stageApproved,
            .versionUnmarked:
            controlSample(name)
        case .deploymentCompleted:
            .deploymentCompleted(.init(deployment: Example.deployment, settles: settled))
        case .deploymentAborted:
            .deploymentAborted(.init(deployment: Example.deployment, settles: settled))
        case .abortRequested: .abortRequested(.init(deployment: Example.deployment))
        case .abortDecided:
            .abortDecided(
                .init(
                    deployment: Example.deployment, cause: .failed, marksBad: true,
                    evidence: evidence))
        case .rollbackRequested, .rollbackStarted, .rollbackMoot, .rollbackCompleted,
            .rollbackBlocked, .rollbackIneffective:
            rollbackSample(name)
        case .deployDecided, .deployAcknowledged, .deployFailed, .deployed, .shiftDecided,
            .shiftAcknowledged, .shiftObserved, .shiftFailed, .drifted, .attemptStarted,
            .sagaStalled:
            effectSample(name)
        }
    }

    private static func controlSample(_ name: Name) -> ServiceEvent {
        let done = Settlements([Example.id(4): .done])
        return switch name {
        case .promotionRequested:
            .promotionRequested(.init(deployment: Example.deployment, stage: 1, isFull: true))
        case .deploymentPaused:
            .deploymentPaused(.init(deployment: Example.deployment, settles: done))
        case .deploymentResumed:
            .deploymentResumed(.init(deployment: Example.deployment, settles: done))
        case .stageApproved:
            .stageApproved(.init(deployment: Example.deployment, stage: 1, settles: done))
        default: .versionUnmarked(.init(version: "v2", settles: done))
        }
    }

    private static func rollbackSample(_ name: Name) -> ServiceEvent {
        switch name {
        case .rollbackStarted:
            .rollbackStarted(
                .init(
                    rollback: Example.id(0xB1), from: canary, to: Example.stable,
                    requests: [Example.id(1), Example.id(2)]))
        case .rollbackBlocked:
            .rollbackBlocked(
                .init(
                    reason: .cooldown, until: Example.noon.adding(seconds: 300), evidence: evidence)
            )
        case .rollbackIneffective:
            .rollbackIneffective(
                .init(rollback: Example.id(0xB1), from: "v2", to: "v1", evidence: evidence))
        case .rollbackMoot: .rollbackMoot(.init(version: "v1", settles: settled))
        case .rollbackCompleted:
            .rollbackCompleted(.init(rollback: Example.id(0xB1), settles: settled))
        default: .rollbackRequested(.init(version: "v1", isForced: true))
        }
    }

    private static func effectSample(_ name: Name) -> ServiceEvent {
        switch name {
        case .deployDecided: .deployDecided(.init(target: canary))
        case .deployAcknowledged: .deployAcknowledged(.init(attempt: 7))
        case .deployFailed: .deployFailed(failure)
        case .deployed: .deployed(.init(target: canary, healthyChecks: 3))
        case .shiftDecided: .shiftDecided(.init(split: split, cause: .stage, stage: 0))
        case .shiftAcknowledged: .shiftAcknowledged(.init(attempt: 8))
        case .shiftObserved:
            .shiftObserved(.init(attempt: 8, split: split, token: 8, isClean: true))
        case .shiftFailed: .shiftFailed(failure)
        case .drifted: .drifted(.init(found: ["two": 100, "one": 0], wanted: split))
        case .attemptStarted: .attemptStarted(.init(intent: 8, number: 2, worker: "w-7f3a"))
        default: .sagaStalled(.init(dispatches: 6, detail: "dispatched without progress"))
        }
    }

    private static let canary = Placement(version: "v2", slot: "green")
    private static let evidence = Evidence(
        samplesVersion: 6, verdicts: [3, 6], judge: "guarded-ratio/1")
    private static let settled = Settlements([
        Example.id(2): .done, Example.id(1): .completed, Example.id(3): .moot,
    ])
    private static let split = TrafficSplit([
        .init(slot: "blue", version: "v1", percent: 95),
        .init(slot: "green", version: "v2", percent: 5),
    ])
    private static let failure = EffectFailed(
        attempt: 7, code: "unknown_outcome", isUnknown: true,
        retryAt: Example.noon.adding(milliseconds: 250), detail: "no answer within 10 s")
}
