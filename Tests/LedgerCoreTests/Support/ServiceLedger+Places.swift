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

    /// `v2` was asked for on four instances, two at a time; nothing has begun.
    static func rolling(_ plan: DeploymentPlan = Example.rollingPlan) throws -> ServiceLedger {
        var ledger = ServiceLedger()
        ledger.record(.registered(.init(settings: Example.fourInstances, live: Example.stable)))
        try ledger.deploy("v2", plan: plan)
        return ledger
    }

    /// Goes on until health is asked for. - Returns: the question; `nil` when it comes to rest.
    @discardableResult
    mutating func runToHealth() -> HealthTask? {
        var mine: Int64?
        while true {
            switch plan(mine: mine) {
            case .record(let events, let ownsEffect):
                for event in events { mine = record(event) }
                if !ownsEffect { mine = nil }
            case .perform(let effect): succeed(effect)
            case .checkHealth(let task): return task
            case .analyse, .rest: return nil
            }
        }
    }

    /// Names of the instances that shall have traffic, by slot; all of them for `["*"]`.
    var serving: [String: [String]] {
        var serving: [String: [String]] = [:]
        for share in state.wanted?.shares ?? [] where share.percent > 0 {
            serving[share.slot] = share.instances ?? ["*"]
        }
        return serving
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
