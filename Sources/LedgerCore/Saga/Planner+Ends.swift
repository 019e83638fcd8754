extension Planner {
    /// What ends with a state in which nothing more is to do: appended with the last outcome.
    package func closing() -> [ServiceEvent] {
        guard let saga = state.active, state.open == nil else { return [] }
        if saga.isAborting, saga.kind == .deployment {
            let share = state.wanted?.percent(of: saga.target.slot) ?? 0
            return share == 0 && isBack(saga) ? [.deploymentAborted(ending(saga))] : []
        }
        guard saga.currentStep == nil else { return [] }
        switch saga.kind {
        case .deployment: return [.deploymentCompleted(completion(saga))]
        case .rollback:
            return [
                .rollbackCompleted(
                    .init(rollback: saga.id, settles: settlements(saga, own: .done)))
            ]
        }
    }

    /// A rolling deployment's first drain gives the new version nothing either, and has taken
    /// instances of the stable one out.
    private func isBack(_ saga: Saga) -> Bool {
        guard saga.schedule != nil, saga.hasTouchedTraffic, let wanted = state.wanted else {
            return true
        }
        let back = state.split(giving: 0, to: saga.target, restTo: saga.stable)
        return zip(wanted.shares, back.shares).allSatisfy { found, whole in
            found.slot == whole.slot && found.percent == whole.percent
                && (whole.percent == 0 || found.instances == whole.instances)
        }
    }

    func ending(_ saga: Saga) -> ServiceEvent.DeploymentEnded {
        .init(deployment: saga.id, settles: settlements(saga, own: .aborted))
    }

    func completion(_ saga: Saga) -> ServiceEvent.DeploymentEnded {
        .init(deployment: saga.id, settles: settlements(saga, own: .completed))
    }

    /// The saga's own requests, every abort that waits for this deployment, and the promotion that
    /// went with it to the end.
    private func settlements(_ saga: Saga, own: Settlements.Outcome) -> Settlements {
        var outcomes: [ID: Settlements.Outcome] = [:]
        for request in saga.requests { outcomes[request] = own }
        for (request, pending) in state.pending
        where pending.kind == .abort && pending.deployment == saga.id {
            outcomes[request] = .done
        }
        for (request, pending) in state.pending
        where pending.kind == .promote && pending.deployment == saga.id {
            let isUsed = own == .completed && saga.promotion?.request == request
            // One for the last stage alone is settled where that stage passes.
            if isUsed, saga.promotion?.isFull == false { continue }
            outcomes[request] = isUsed ? .done : .moot
        }
        return Settlements(outcomes)
    }
}
