import LedgerCore

/// The values that the tests of the core share.
enum Example {
    static let settings = ServiceSettings(
        slots: [
            Slot(name: "blue", endpoint: "http://10.0.0.7:8001", target: "one"),
            Slot(name: "green", endpoint: "http://10.0.0.7:8002", target: "two"),
        ],
        router: .haproxy(address: "127.0.0.1:9999", backend: "agents"),
        metrics: .prometheus(url: "http://prometheus:9090", service: "agent"),
        deployer: .http(healthyChecks: 3))

    static func settings(
        onNewVersion policy: ServicePolicies.NewVersion = .queue, watch: RollbackPolicy? = nil,
        router: RouterSettings? = nil
    ) -> ServiceSettings {
        ServiceSettings(
            slots: settings.slots, router: router ?? settings.router, metrics: settings.metrics,
            deployer: settings.deployer,
            policies: .init(onNewVersion: policy, automaticRollback: watch))
    }

    /// Three bad looks 10 s apart, after 10 s of warm-up; two rollbacks an hour, 5 minutes apart.
    static let rollbackPolicy = RollbackPolicy(
        criteria: Criteria(maxErrorRate: 0.01), windowSeconds: 30, intervalSeconds: 20,
        warmUpSeconds: 10, cooldownSeconds: 300, maxRollbacksPerHour: 2)

    static let stable = Placement(version: "v1", slot: "blue")
    static let noon = Timestamp(microseconds: 1_795_521_600_000_000)
    static let deployment = id(0xD1)

    static func id(_ number: UInt64) -> ID { ID(high: 0x7000, low: 0x8000_0000_0000_0000 | number) }

    /// 5 % for a minute, then 100 % for half a minute; a look each 10 s after 10 s of warm-up.
    static let plan = DeploymentPlan(
        stages: [
            Stage(percent: 5, durationSeconds: 60, criteria: Criteria(maxErrorRate: 0.01)),
            Stage(percent: 100, durationSeconds: 30),
        ],
        analysis: AnalysisSettings(
            intervalSeconds: 10, warmUpSeconds: 10, failureLimit: 1, holdDeadlineSeconds: 120),
        readyDeadlineSeconds: 60)

    /// The same with four instances in each slot.
    static let fourInstances = fourInstances(settings)

    static func fourInstances(_ settings: ServiceSettings) -> ServiceSettings {
        ServiceSettings(
            slots: settings.slots.map { slot in
                Slot(
                    name: slot.name,
                    instances: (1...4).map { number in
                        Instance(
                            name: "\(slot.name)-\(number)",
                            endpoint: "http://\(slot.name)-\(number):8000",
                            target: "\(slot.name)_\(number)")
                    })
            }, router: settings.router, metrics: settings.metrics, deployer: settings.deployer,
            policies: settings.policies)
    }

    /// Of four instances two at a time, each batch for 20 seconds, with a look each 10.
    static let rollingPlan = DeploymentPlan(
        strategy: .rolling,
        analysis: AnalysisSettings(
            intervalSeconds: 10, warmUpSeconds: 0, failureLimit: 1, holdDeadlineSeconds: 120),
        readyDeadlineSeconds: 60, rolling: RollingSettings(batchSeconds: 20))

    /// The same, and none may be missing.
    static let surgingPlan = DeploymentPlan(
        strategy: .rolling, analysis: rollingPlan.analysis, readyDeadlineSeconds: 60,
        rolling: RollingSettings(
            maxSurge: .count(2), maxUnavailable: .count(0), batchSeconds: 20))

    /// All at once, and half a minute in which it may switch back.
    static let blueGreenPlan = DeploymentPlan(
        strategy: .blueGreen,
        stages: [
            Stage(percent: 100, durationSeconds: 30, criteria: Criteria(maxErrorRate: 0.01))
        ], analysis: plan.analysis, readyDeadlineSeconds: 60, shiftDeadlineSeconds: 60,
        deadlineSeconds: 900)

    /// Users of a cohort for a minute and until a person says who wins, for ten minutes at most.
    static let abTestPlan = abTest()

    static func abTest(
        winner: DeploymentPlan.Winner = .person,
        route: UserRule = UserRule(trait: .header("x-cohort"), values: ["beta"])
    ) -> DeploymentPlan {
        DeploymentPlan(
            strategy: .abTest,
            stages: [
                Stage(percent: 50, durationSeconds: 60, criteria: Criteria(maxErrorRate: 0.01)),
                Stage(percent: 100, durationSeconds: 30),
            ], analysis: plan.analysis, readyDeadlineSeconds: 60,
            approval: winner == .person
                ? ApprovalSettings(deadlineSeconds: 600) : ApprovalSettings(),
            route: route, winner: winner)
    }

    /// One that knows users by the header `x-cohort` and by buckets of `x-user`.
    static let userRouter = RouterSettings.haproxy(
        address: "127.0.0.1:9999", backend: "agents",
        users: UserMap(
            path: "/etc/haproxy/users.map",
            traits: [
                .header("x-cohort"), .bucket(of: .header, name: "x-user", key: "agent"),
            ]))

    /// The same as ``plan``, but for two people who must say yes to the first stage within an hour; not whoever
    /// asked for it.
    static let approvedPlan = DeploymentPlan(
        stages: [
            Stage(
                percent: 5, durationSeconds: 60, criteria: Criteria(maxErrorRate: 0.01),
                approvals: 2),
            Stage(percent: 100, durationSeconds: 30),
        ], analysis: plan.analysis, readyDeadlineSeconds: 60,
        approval: ApprovalSettings(authorMayApprove: false, deadlineSeconds: 3600))
}
