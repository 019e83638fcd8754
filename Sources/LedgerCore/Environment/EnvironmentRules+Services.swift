/// What an environment's rules mean to the wishes and the steps of its services.
extension EnvironmentRules {
    /// Rollbacks, aborts and pauses always pass.
    func refusal(of command: ServiceCommand) -> Refusal? {
        switch command {
        case .deploy(_, _, _, let overridesFreeze): refusalOfDeploying(overridesFreeze)
        case .retry: refusalOfDeploying(false)
        case .promote: refusalWhileStopped
        default: nil
        }
    }

    private func refusalOfDeploying(_ overridesFreeze: Bool) -> Refusal? {
        if let refusal = refusalWhileStopped { return refusal }
        guard let freeze, !overridesFreeze else { return nil }
        return Refusal(
            .frozen,
            "freeze \(freeze.name) is in force until \(freeze.until); wait, or override it with a "
                + "reason")
    }

    private var refusalWhileStopped: Refusal? {
        stop.map { stop in
            Refusal(
                .environmentStopped,
                "\(stop.actor) stopped the environment at \(stop.at)"
                    + (stop.reason.map { ": \($0)" } ?? "") + "; only what goes back passes")
        }
    }

    /// The state as the plan sees it: a stop holds a deployment like a person's pause.
    func held(_ state: ServiceState) -> ServiceState {
        var held = state
        guard let saga = state.active, saga.kind == .deployment, !saga.isAborting else {
            return state
        }
        if stop != nil {
            held.active?.isPaused = true
            held.active?.promotion = nil
        }
        if let resumedAt { held.active?.resumedAt = max(saga.resumedAt ?? resumedAt, resumedAt) }
        return held
    }
}
