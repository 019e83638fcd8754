/// Where a saga stands, as people are told.
extension Saga {
    /// The state of `docs/state-machine.md`.
    package var phase: String {
        if isAborting { return "aborting" }
        switch currentStep {
        case .deploy?, .deployBatch?: return "deploying"
        case .ready?, .readyBatch?: return "waiting_for_health"
        case .shift?, .drain?: return isPaused ? "paused" : "shifting"
        case .hold?: return isPaused ? "paused" : "holding"
        case nil: return "finishing"
        }
    }

    /// The present stage of the plan, from the shift that begins it; of a rolling deployment the
    /// batch, from its first step.
    package var stage: Int? {
        switch currentStep {
        case .shift(_, let stage)?: stage
        case .hold(let stage)?: stage
        case .drain(let batch)?, .deployBatch(let batch)?, .readyBatch(let batch)?: batch
        default: nil
        }
    }

    /// Of the present stage, while it waits for them; 0 when a yes would change nothing.
    package var approvalsNeeded: Int {
        guard case .hold(let stage)? = currentStep, !isAborting, promotion == nil else { return 0 }
        return plan.stages[stage].approvals
    }
}
