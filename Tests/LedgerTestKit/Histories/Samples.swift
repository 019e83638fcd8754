package import LedgerCore

/// Settings and plans that tests share.
package enum Samples {
    package static let settings = ServiceSettings(
        slots: [
            Slot(name: "a", endpoint: "http://127.0.0.1:8001", target: "agent_a"),
            Slot(name: "b", endpoint: "http://127.0.0.1:8002", target: "agent_b"),
        ], router: .haproxy(address: "127.0.0.1:9999", backend: "agents"),
        metrics: .prometheus(url: "http://127.0.0.1:9090", service: "api"),
        deployer: .http(healthyChecks: 2))

    /// The same with four instances in each slot, `a-1` to `b-4`.
    package static let fourInstances = ServiceSettings(
        slots: settings.slots.map { slot in
            Slot(
                name: slot.name,
                instances: (1...4).map { number in
                    Instance(
                        name: "\(slot.name)-\(number)",
                        endpoint: "http://127.0.0.1:90\(slot.name == "a" ? 1 : 2)\(number)",
                        target: "agent_\(slot.name)_\(number)")
                })
        }, router: settings.router, metrics: settings.metrics, deployer: settings.deployer)

    /// With a steady watch whose rollbacks may follow on each other quickly.
    package static let watchedSettings = ServiceSettings(
        slots: settings.slots, router: settings.router, metrics: settings.metrics,
        deployer: settings.deployer,
        policies: ServicePolicies(
            automaticRollback: RollbackPolicy(
                intervalSeconds: 10, warmUpSeconds: 1, failedLooks: 2, cooldownSeconds: 60,
                maxRollbacksPerHour: 5)))

    /// Two stages of seconds.
    package static let shortPlan = DeploymentPlan(
        stages: [
            Stage(percent: 10, durationSeconds: 10, criteria: Criteria(maxErrorRate: 0.01)),
            Stage(percent: 100, durationSeconds: 0),
        ],
        analysis: AnalysisSettings(
            intervalSeconds: 5, warmUpSeconds: 1, minRequests: 10, holdDeadlineSeconds: 60))
}
