import EventLog
import LedgerCore

extension SagaRunner {
    /// What is said of a look beside its measurements.
    ///
    /// With a router that cannot be read back nobody knows what was measured: the look may still
    /// fail, since harm is harm, but it is never good.
    func remarks(
        on task: AnalysisTask, _ found: ObservedShares?, _ settings: ServiceSettings
    ) async -> [Check] {
        var checks: [Check] = []
        if found == nil {
            checks.append(
                Check("traffic", .insufficient, detail: "the router cannot be read back"))
        }
        if task.deployment == nil, let slot = settings.slot(named: task.subject.slot) {
            checks.append(await health(of: slot, task.subject.version, found, settings))
        }
        return checks
    }

    /// The word of the slot that serves users, and the router's of it.
    ///
    /// Silence is no evidence of harm: the way from here may be broken, and users served all the
    /// same. That the router holds it for dead is.
    private func health(
        of slot: Slot, _ version: String, _ found: ObservedShares?, _ settings: ServiceSettings
    ) async -> Check {
        let name = "health"
        if found?.down.contains(slot.target) == true {
            return Check(name, .fail, detail: "the router holds \(slot.target) for dead")
        }
        do {
            let health = try await outbound.deployer(for: settings).health(of: slot)
            if let reported = health.version, reported != version {
                return Check(name, .error, detail: "slot \(slot.name) reports another version")
            }
            let isWell = health.isHealthy
            return Check(
                name, isWell ? .ok : .fail, detail: isWell ? nil : "it says it is not well")
        } catch {
            return Check(name, .error, detail: OutboundError.safe("\(error)"))
        }
    }
}
