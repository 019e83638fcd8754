extension Notice {
    static func rejected(_ fact: ServiceEvent.DeploymentRejected, _ source: Source) -> Notice {
        let queued = source.before.queue.first { $0.deployment == fact.deployment }
        let version = queued?.version ?? "a version"
        return Notice(
            .deploymentRejected, .warn, "\(version) is not deployed",
            "The deployment of \(version) was turned down when its turn came: \(fact.code).")
    }

    static func failed(_ fact: ServiceEvent.AbortDecided, _ source: Source) -> Notice {
        let version = source.version
        let reason =
            switch fact.cause {
            case .failed: "it failed its conditions, by \(looks(fact.evidence))"
            case .noEvidence: "no sufficient evidence came in time"
            case .notReady: "it was not found healthy in time"
            case .notApproved: "nobody approved the stage in time"
            case .deadline: "it did not get on in time"
            case .superseded: "another version takes its place"
            }
        let mark = fact.marksBad ? " It is marked bad and not deployed again until unmarked." : ""
        return Notice(
            .deploymentFailed, fact.cause == .superseded ? .info : .warn,
            "The deployment of \(version) ends",
            "\(version) is taken back\(stage(source)), \(source.elapsed) after it began: \(reason)."
                + " \(source.stable) serves all the traffic again.\(mark)")
    }

    /// When the share of a stage that people must approve is first observed.
    static func approval(_ source: Source) -> Notice? {
        guard let saga = source.after.active, let index = saga.stage, saga.approvalsNeeded > 0,
            saga.stageObservedAt != nil,
            source.saga?.stage != index || source.saga?.stageObservedAt == nil
        else { return nil }
        let needed = saga.approvalsNeeded == 1 ? "1 approval" : "\(saga.approvalsNeeded) approvals"
        let stage = saga.plan.stages[index]
        let end = Source.duration(
            seconds: stage.durationSeconds + saga.plan.approval.deadlineSeconds)
        return Notice(
            .approvalNeeded, .warn, "\(saga.target.version) waits for \(needed)",
            "\(saga.target.version) serves \(stage.percent) % of the traffic in stage \(index + 1) "
                + "of \(saga.plan.stages.count), which passes with \(needed) only; without, it is "
                + "taken back after \(end).")
    }

    static func completed(_ source: Source) -> Notice {
        Notice(
            .deploymentCompleted, .info, "\(source.version) is live",
            "The deployment of \(source.version) completed after \(source.elapsed); "
                + "\(source.stable) was live before.")
    }

    static func takenBack(_ source: Source) -> Notice {
        Notice(
            .deploymentTakenBack, .info, "\(source.version) was taken back",
            "No traffic is left on \(source.version), \(source.elapsed) after its deployment "
                + "began; \(source.stable) serves all of it.")
    }

    static func paused(_ source: Source) -> Notice {
        Notice(
            .deploymentPaused, .info, "The deployment of \(source.version) waits",
            "\(source.actor) paused the deployment of \(source.version)\(stage(source)); "
                + "it goes on when somebody resumes it.")
    }

    static func stalled(_ fact: ServiceEvent.SagaStalled) -> Notice {
        Notice(
            .sagaStalled, .page, "No progress: a person must look",
            "Taken up \(fact.dispatches) times without progress: \(fact.detail).")
    }
}
