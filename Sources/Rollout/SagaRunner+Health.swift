import EventLog
import LedgerCore

extension SagaRunner {
    /// Asks the instances several times in a row; anything but the wanted version, healthy, is a no.
    ///
    /// - Returns: `false` when they are not ready yet: the row says when to ask again.
    func checkHealth(_ task: HealthTask, _ run: inout Run) async throws -> Bool {
        guard let settings = run.view.state.settings,
            let slot = settings.slot(named: task.target.slot)
        else { return try await rest(until: nil, watchesTraffic: true, &run) }
        let checks = settings.deployer.healthyChecks
        let asked = slot.instances(named: task.instances)
        let failed = await unready(asked, task.target.version, settings, checks)
        reach(.healthChecked)
        guard failed.count <= task.tolerated else {
            // Users are served meanwhile, so the router is watched in every round.
            if !run.hasReadBack, try await findDrift(&run) { return true }
            let next = run.view.now.adding(seconds: timing.healthRetrySeconds)
            return try await !writeDue(next, &run)
        }
        let deployed = ServiceEvent.Deployed(
            target: task.target, healthyChecks: checks, instances: task.instances, failed: failed)
        try await record([.deployed(deployed)], ownsEffect: false, &run)
        return true
    }

    /// All are asked at once, so that fifty take no longer than one.
    ///
    /// - Returns: the names of those that are not ready, in order.
    private func unready(
        _ instances: [Instance], _ version: String, _ settings: ServiceSettings, _ checks: Int
    ) async -> [String] {
        guard let deployer = try? outbound.deployer(for: settings) else {
            return instances.map(\.name)
        }
        let (interval, time) = (timing.healthInterval, time)
        let ready = await instances.asked(atOnce: Slot.maximumInstances) { instance -> Bool? in
            for check in 0..<checks {
                if check > 0 { try? await time.wait(interval) }
                guard let health = try? await deployer.health(of: instance), health.isHealthy,
                    health.version == version
                else { return nil }
            }
            return true
        }
        return instances.map(\.name).filter { ready[$0] == nil }
    }

    /// What instances say of themselves, and the router of them, by name.
    ///
    /// Silence is no evidence of harm: the way from here may be broken, and users served all the
    /// same. That the router holds one for dead is.
    func healthAnswers(
        of instances: [Instance], _ version: String, _ found: ObservedShares?,
        _ settings: ServiceSettings
    ) async -> [String: InstanceHealthJudge.Answer] {
        let deployer: any Deployer
        do { deployer = try outbound.deployer(for: settings) } catch {
            let text = OutboundError.safe("\(error)")
            return Dictionary(instances.map { ($0.name, .unclear(text)) }) { first, _ in first }
        }
        return await instances.asked(atOnce: Slot.maximumInstances) { instance in
            if found?.down.contains(instance.target) == true {
                return .unwell("the router holds \(instance.target) for dead")
            }
            do throws(OutboundError) {
                let health = try await deployer.health(of: instance)
                if let reported = health.version, reported != version {
                    return .unclear("reports another version")
                }
                return health.isHealthy ? .well : .unwell("it says it is not well")
            } catch { return .unclear(OutboundError.safe("\(error)")) }
        }
    }
}
