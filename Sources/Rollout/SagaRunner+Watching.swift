import EventLog
import LedgerCore
import Logging

extension SagaRunner {
    /// Nothing to do but to see that the router still does what it was told, and to say when to
    /// look again. - Returns: `true` when there is something to do after all.
    func rest(until: Timestamp?, watchesTraffic: Bool, _ run: inout Run) async throws -> Bool {
        if watchesTraffic, !run.hasReadBack, try await findDrift(&run) { return true }
        var next = until
        if watchesTraffic {
            let round = run.view.now.adding(seconds: roundSeconds(run.view))
            next = min(next ?? round, round)
        }
        return try await !writeDue(next, &run)
    }

    private func roundSeconds(_ view: ServiceView) -> Int {
        if let until = view.state.unsettledUntil, view.now < until {
            return timing.unsettledRoundSeconds
        }
        return view.state.active == nil ? timing.watchRoundSeconds : timing.stageRoundSeconds
    }

    /// Writes the true next time at the version that it was derived from (rule R7).
    ///
    /// - Returns: `false` when the service moved meanwhile; then there is more to do.
    func writeDue(_ time: Timestamp?, _ run: inout Run) async throws -> Bool {
        let change = time.map { DueChange.set($0, isUrgent: false) } ?? .clear
        if time == nil, run.view.due == nil, run.mine == nil { return true }
        let facts = ServiceAppender.Facts(due: change)
        if try await appender.append(facts, to: &run.view) != nil { return true }
        run.mustReload = true
        return false
    }

    /// Reads the router back; a difference is recorded with the new intent to set it again.
    func findDrift(_ run: inout Run) async throws -> Bool {
        run.hasReadBack = true
        guard let settings = run.view.state.settings, run.view.state.wanted != nil,
            let found = await observe(settings)
        else { return false }
        return try await recordDrift(found, &run)
    }

    /// Compares what a router showed with what the ledger wants.
    func recordDrift(_ found: ObservedShares, _ run: inout Run) async throws -> Bool {
        guard let settings = run.view.state.settings, let wanted = run.view.state.wanted else {
            return false
        }
        // The right shares under another token: the router forgot ours, and what it would refuse.
        let isOurs = found.token == nil || found.token == run.view.state.observedToken
        guard !isOurs || !found.matches(wanted, settings) else { return false }
        logger.warning("The router left the ledger; setting it again")
        try await record(
            [
                .drifted(.init(found: found.shares, wanted: wanted)),
                .shiftDecided(.init(split: wanted, cause: .drift)),
            ], ownsEffect: true, &run)
        return true
    }

    /// `nil` when the router cannot be asked: the next round will tell.
    func observe(_ settings: ServiceSettings) async -> ObservedShares? {
        do {
            return try await outbound.router(for: settings).observe()
        } catch {
            logger.warning("The router cannot be read back", metadata: [LogKey.error: "\(error)"])
            return nil
        }
    }
}

extension DeployerSettings {
    /// How often in a row the wanted version must answer.
    package var healthyChecks: Int {
        switch self {
        case .http(let checks): checks
        }
    }
}
