import LedgerCore

/// Ledgers that stand at a certain place of the way.
extension ServiceLedger {
    /// `v2` was asked for and nothing has begun.
    static func requested() throws -> ServiceLedger {
        var ledger = ServiceLedger.registered()
        try ledger.deploy("v2")
        return ledger
    }

    /// The call that brings `v2` into its slot is open.
    static func deploying() throws -> ServiceLedger {
        var ledger = try requested()
        ledger.run { !$0.isShift }
        return ledger
    }

    /// The call that gives `v2` its first share is open.
    static func shifting() throws -> ServiceLedger {
        var ledger = try requested()
        ledger.run { $0.isShift }
        return ledger
    }

    /// `v2` was observed to have 5 %, at ``Example/noon``.
    static func holding() throws -> ServiceLedger {
        var ledger = try requested()
        ledger.run()
        return ledger
    }

    /// `v2` is live in `green`.
    static func completed() throws -> ServiceLedger {
        var ledger = try requested()
        ledger.live(120)
        return ledger
    }

    @discardableResult
    mutating func deploy(
        _ version: String, plan: DeploymentPlan = Example.plan
    ) throws(Refusal) -> ID {
        try accept(.deploy(deployment: newID(), version: version, plan: plan))
    }

    /// The share that the new version shall have.
    var wantedPercent: Int? {
        state.active.flatMap { saga in state.wanted?.percent(of: saga.target.slot) }
    }
}
