import LedgerCore
import Rollout

/// Quick ones, so that much happens within the few minutes of a world.
extension World {
    static func settings(watched: Bool) -> ServiceSettings {
        ServiceSettings(
            slots: [
                Slot(name: "blue", endpoint: "http://blue:1", target: "one"),
                Slot(name: "green", endpoint: "http://green:1", target: "two"),
            ],
            router: .haproxy(address: "router:1", backend: "agent"),
            metrics: .prometheus(url: "http://prometheus:1", service: "agent"),
            deployer: .http(healthyChecks: 2),
            policies: ServicePolicies(automaticRollback: watched ? policy : nil))
    }

    private static let policy = RollbackPolicy(
        criteria: Criteria(maxErrorRate: 0.01), windowSeconds: 30, intervalSeconds: 10,
        warmUpSeconds: 5, failedLooks: 2, cooldownSeconds: 45, maxRollbacksPerHour: 2)

    private static let analysis = AnalysisSettings(
        intervalSeconds: 4, warmUpSeconds: 2, holdDeadlineSeconds: 40)
    private static let good = Criteria(maxErrorRate: 0.01)

    static let plans = [
        DeploymentPlan(
            stages: [
                Stage(percent: 20, durationSeconds: 8, criteria: good),
                Stage(percent: 100, durationSeconds: 5, criteria: good),
            ], analysis: analysis, readyDeadlineSeconds: 30),
        DeploymentPlan(
            strategy: .blueGreen,
            stages: [Stage(percent: 100, durationSeconds: 8, criteria: good)],
            analysis: analysis, readyDeadlineSeconds: 30),
        DeploymentPlan(
            stages: [
                Stage(percent: 10, durationSeconds: 6, criteria: good),
                Stage(percent: 50, durationSeconds: 6, criteria: good),
                Stage(percent: 100, durationSeconds: 0),
            ], analysis: analysis, readyDeadlineSeconds: 30),
    ]

    static func workerSettings(_ name: String) -> WorkerSettings {
        var settings = WorkerSettings(name: name)
        settings.slots = 2
        settings.scanInterval = .milliseconds(500)
        settings.patience = .seconds(5)
        settings.tidyInterval = .seconds(60)
        return settings
    }
}
