/// What a plan means to the judges; fixed when it was accepted, as the plan is.
extension DeploymentPlan {
    /// Looks of the whole rollout, 1 and up.
    var plannedLooks: Int { stages.reduce(0) { $0 + lookCount(of: $1) } }

    /// Those with a stable version to compare with, 1 and up.
    private var comparedLooks: Int { max(1, compared.reduce(0) { $0 + lookCount(of: $1) }) }

    private var compared: [Stage] { stages.filter { $0.percent < 100 } }

    private func lookCount(of stage: Stage) -> Int {
        // Numbers of a request that is refused for them come by here too.
        let interval = max(1, analysis.intervalSeconds)
        let duration = min(max(0, stage.durationSeconds), 604_800)
        return max(1, duration / interval + (duration % interval == 0 ? 0 : 1))
    }

    /// Tests that may fail the rollout: against the limits, and rates and latencies against the
    /// baseline's.
    private var tests: Int {
        let hasLimit = stages.contains { $0.criteria.maxErrorRate != nil }
        let hasLeast = stages.contains { $0.criteria.minSuccessRate != nil }
        return max(
            1, (hasLimit ? 1 : 0) + (hasLeast ? 1 : 0) + (compared.isEmpty ? 0 : 2))
    }

    func evidence(looks: Int) -> EvidenceSettings {
        EvidenceSettings(
            alpha: JudgePanel.alpha, tests: tests, plannedLooks: looks,
            minRequests: analysis.minRequests, minErrors: analysis.minErrors)
    }

    var sequentialSettings: SequentialSettings {
        SequentialSettings(
            evidence: evidence(looks: comparedLooks), minRelative: analysis.allowedIncrease,
            minAbsolute: GuardedRatioJudge.minimumRateDifference)
    }

    var rankSettings: RankSettings {
        RankSettings(
            alpha: JudgePanel.alpha, tests: tests, stages: max(1, compared.count),
            minRelative: analysis.allowedIncrease,
            floor: GuardedRatioJudge.minimumLatencyDifference)
    }

    /// What this traffic lets the whole rollout notice.
    func power(requestsPerSecond: Double, baseline: ErrorCount) -> PowerStatement {
        let looks = compared.map { stage in
            PlannedLooks(
                percent: stage.percent, looks: lookCount(of: stage),
                requestsPerLook: requestsPerSecond
                    * Double(min(analysis.intervalSeconds, AnalysisSettings.maximumWindowSeconds)))
        }
        let rate =
            baseline.requests > 0 ? Double(baseline.errors) / Double(baseline.requests) : 0
        return PowerCalculation.smallestDetectable(
            plan: looks, baselineRate: rate, settings: sequentialSettings)
    }
}

extension RankSettings {
    func point(_ values: Measurement.Values?) -> Double? {
        values.flatMap { point($0.latencyMillisecondsP99, requests: $0.requests) }
    }
}
