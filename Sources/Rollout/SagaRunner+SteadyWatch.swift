import EventLog
import LedgerCore

extension SagaRunner {
    /// What is said of a look beside its measurements.
    ///
    /// With a router that cannot be read back nobody knows what was measured: the look may still
    /// fail, since harm is harm, but it is never good.
    func remarks(
        on task: AnalysisTask, _ found: ObservedShares?, _ settings: ServiceSettings,
        _ wanted: TrafficSplit?
    ) async -> [Check] {
        var checks: [Check] = []
        if found == nil {
            checks.append(
                Check("traffic", .insufficient, detail: "the router cannot be read back"))
        }
        if task.deployment == nil, let slot = settings.slot(named: task.subject.slot) {
            let serving = wanted?.shares.first { $0.slot == slot.name }?.instances
            checks.append(
                await health(
                    of: slot.instances(named: serving), task.subject.version, found, settings))
        }
        if !task.instances.isEmpty, let slot = settings.slot(named: task.subject.slot) {
            let answers = await healthAnswers(
                of: slot.instances(named: task.instances), task.subject.version, found, settings)
            checks.append(InstanceHealthJudge.check(answers, tolerated: task.tolerated))
        }
        return checks
    }

    /// The word of the instances that serve users, and the router's of it. Of several instances the
    /// half may be missing: to take a version back for less does more harm.
    private func health(
        of instances: [Instance], _ version: String, _ found: ObservedShares?,
        _ settings: ServiceSettings
    ) async -> Check {
        let answers = await healthAnswers(of: instances, version, found, settings)
        guard instances.count == 1, let only = answers.first?.value else {
            return InstanceHealthJudge.check(answers, tolerated: instances.count / 2)
        }
        return switch only {
        case .well: Check("health", .ok)
        case .unwell(let text): Check("health", .fail, detail: text)
        case .unclear(let text): Check("health", .error, detail: text)
        }
    }
}
