extension Planner {
    /// What ends with a state in which nothing more is to do: appended with the last outcome.
    package func closing() -> [ServiceEvent] {
        guard let saga = state.active, state.open == nil else { return [] }
        if saga.isAborting, saga.kind == .deployment {
            let share = state.wanted?.percent(of: saga.target.slot) ?? 0
            return share == 0 ? [.deploymentAborted(ending(saga))] : []
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

    func ending(_ saga: Saga) -> ServiceEvent.DeploymentEnded {
        .init(deployment: saga.id, settles: settlements(saga, own: .aborted))
    }

    func completion(_ saga: Saga) -> ServiceEvent.DeploymentEnded {
        .init(deployment: saga.id, settles: settlements(saga, own: .completed))
    }

    /// The saga's own requests, and every abort that waits for this deployment.
    private func settlements(_ saga: Saga, own: Settlements.Outcome) -> Settlements {
        var outcomes: [ID: Settlements.Outcome] = [:]
        for request in saga.requests { outcomes[request] = own }
        for (request, pending) in state.pending
        where pending.kind == .abort && pending.deployment == saga.id {
            outcomes[request] = .done
        }
        return Settlements(outcomes)
    }
}
