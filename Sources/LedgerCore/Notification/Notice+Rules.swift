extension Notice {
    /// An event with the state of its service around it.
    package struct Source: Sendable {
        package let event: ServiceEvent
        package let at: Timestamp
        package let actor: String
        package let before: ServiceState
        package let after: ServiceState

        package init(
            event: ServiceEvent, at: Timestamp, actor: String, before: ServiceState,
            after: ServiceState
        ) {
            self.event = event
            self.at = at
            self.actor = actor
            self.before = before
            self.after = after
        }

        var saga: Saga? { before.active }
        var version: String { saga?.target.version ?? "an unknown version" }
        /// What serves users when the saga is taken back.
        var stable: String { saga?.stable?.version ?? "nothing" }

        var elapsed: String {
            saga.map { Self.duration(seconds: at.seconds(since: $0.startedAt)) } ?? "some time"
        }

        static func duration(seconds: Int) -> String {
            let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60)
            if hours > 0 { return "\(hours) h \(minutes) min" }
            return minutes > 0 ? "\(minutes) min \(rest) s" : "\(max(0, rest)) s"
        }
    }

    /// - Returns: `nil` for what concerns nobody.
    package init?(_ source: Source) {
        let notice: Notice? =
            switch source.event {
            case .deploymentRejected(let fact): Self.rejected(fact, source)
            case .abortDecided(let fact): Self.failed(fact, source)
            case .deploymentCompleted: Self.completed(source)
            case .deploymentAborted: Self.takenBack(source)
            case .deploymentPaused: Self.paused(source)
            case .shiftObserved: Self.approval(source)
            case .shiftFailed(let fact): Self.stuck(fact, source)
            case .drifted(let fact): Self.drifted(fact)
            case .sagaStalled(let fact): Self.stalled(fact)
            case .rollbackStarted(let fact): Self.started(fact)
            case .rollbackCompleted: Self.rolledBack(source)
            case .rollbackBlocked(let fact): Self.blocked(fact, source)
            case .rollbackIneffective(let fact): Self.ineffective(fact)
            case .registered, .changed, .deploymentRequested, .deploymentWithdrawn,
                .deploymentStarted, .promotionRequested, .deploymentResumed, .stageApproved,
                .stagePassed, .abortRequested, .rollbackRequested, .rollbackMoot,
                .versionUnmarked, .deployDecided, .deployAcknowledged, .deployFailed, .deployed,
                .shiftDecided, .shiftAcknowledged, .attemptStarted:
                nil
            }
        guard let notice else { return nil }
        self = notice
    }

    static func stage(_ source: Source) -> String {
        guard let saga = source.saga, let stage = saga.stage,
            saga.plan.stages.indices.contains(stage)
        else { return "" }
        return " in stage \(stage + 1) of \(saga.plan.stages.count), with "
            + "\(saga.plan.stages[stage].percent) % of the traffic"
    }

    /// `3 looks`.
    static func looks(_ evidence: Evidence) -> String {
        evidence.verdicts.count == 1 ? "1 look" : "\(evidence.verdicts.count) looks"
    }
}
