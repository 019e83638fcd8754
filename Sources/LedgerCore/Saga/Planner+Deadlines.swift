/// What a plan's deadlines end. They are judged by the plan alone, whatever an effect does meanwhile.
extension Planner {
    /// Ends a deployment whose time is up; `nil` when it is not.
    func expire(_ saga: Saga) -> NextStep? {
        guard let deadline = deadline(of: saga), now >= deadline else { return nil }
        let decided = ServiceEvent.abortDecided(
            .init(
                deployment: saga.id, cause: .deadline, marksBad: false, evidence: evidence(of: []))
        )
        guard saga.hasTouchedTraffic else { return .record([decided], ownsEffect: false) }
        let split = state.split(giving: 0, to: saga.target, restTo: saga.stable)
        return .record(
            [decided, .shiftDecided(.init(split: split, cause: .abort))], ownsEffect: true)
    }

    /// A rest ends at the deadline at the latest.
    func beforeDeadline(ofActive step: NextStep) -> NextStep {
        guard case .rest(let until, let watchesTraffic) = step,
            let deadline = state.active.flatMap(deadline)
        else { return step }
        return .rest(
            until: until.map { min($0, deadline) } ?? deadline, watchesTraffic: watchesTraffic)
    }

    /// The earlier one of the whole deployment and of the shift that is under way; none while it is
    /// paused or taken back, and none for a rollback, which has nothing better to fall back to.
    private func deadline(of saga: Saga) -> Timestamp? {
        guard saga.kind == .deployment, !saga.isAborting, !saga.isPaused else { return nil }
        var deadlines: [Timestamp] = []
        if let seconds = saga.plan.deadlineSeconds {
            let start = max(saga.startedAt, saga.resumedAt ?? saga.startedAt)
            deadlines.append(start.adding(seconds: seconds))
        }
        // From its intent on: before it the step may have waited for requests of an earlier saga.
        if let effect = state.open, effect.goesForward {
            let start = max(effect.decidedAt, saga.resumedAt ?? effect.decidedAt)
            deadlines.append(start.adding(seconds: saga.plan.shiftDeadlineSeconds))
        }
        return deadlines.min()
    }
}

extension OpenEffect {
    /// Sets shares that the plan asks for.
    fileprivate var goesForward: Bool {
        switch kind {
        case .shift(_, .stage), .shift(_, .drain): true
        default: false
        }
    }
}
