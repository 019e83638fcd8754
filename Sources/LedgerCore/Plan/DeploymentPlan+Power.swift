extension DeploymentPlan {
    /// The most that stages are made longer.
    static let mostTimes = 20

    /// The plan with what it can notice in this traffic, made longer where it asks for that and it
    /// helps.
    ///
    /// Of a plan without a stage to compare in, or with another judge, there is nothing to say.
    package func measured(by traffic: LiveTraffic) -> DeploymentPlan {
        var plan = self
        plan.power = nil
        let compares = stages.contains { $0.percent < 100 && $0.durationSeconds > 0 }
        guard traffic.isKnown, compares, analysis.judge == .sequential else { return plan }
        let report = PowerReport(self, traffic)
        plan.power = report
        guard report.isUnderpowered, analysis.underpowered == .lengthen else { return plan }
        for times in 2...Self.mostTimes {
            guard let longer = lengthened(times) else { break }
            let report = PowerReport(longer, traffic, lengthened: times)
            guard !report.isUnderpowered else { continue }
            plan.stages = longer.stages
            plan.power = report
            break
        }
        return plan
    }

    /// Each stage beside a stable version takes so many times as long; `nil` when that is longer
    /// than a stage may take, or makes more looks than can be added up.
    private func lengthened(_ times: Int) -> DeploymentPlan? {
        var plan = self
        plan.stages = stages.map { stage in
            guard stage.percent < 100 else { return stage }
            return Stage(
                percent: stage.percent, durationSeconds: stage.durationSeconds * times,
                criteria: stage.criteria, approvals: stage.approvals)
        }
        let isPossible =
            plan.stages.allSatisfy { $0.durationSeconds <= 604_800 }
            && plan.plannedLooks <= Looks.limit
        return isPossible ? plan : nil
    }

    /// `nil` when it may be accepted.
    var refusalOfPower: Refusal? {
        guard analysis.underpowered == .refuse, let power, power.isUnderpowered else { return nil }
        return Refusal(
            .underpowered,
            "this plan cannot notice what its conditions ask, in the present traffic: make its "
                + "stages longer, raise their shares, or set analysis.underpowered to warn")
    }

    /// The lowest rate of errors that a stage beside a stable version asks to be stopped.
    var askedErrorRate: Double? {
        stages.filter { $0.percent < 100 }.compactMap { stage in
            let criteria = stage.criteria
            let limits = [
                criteria.advisory.contains(.maxErrorRate) ? nil : criteria.maxErrorRate,
                criteria.advisory.contains(.minSuccessRate)
                    ? nil : criteria.minSuccessRate.map { 1 - $0 },
            ]
            return limits.compactMap(\.self).min()
        }.min()
    }
}

extension ServiceCommand {
    /// A deployment whose plan knows what it can notice; any other command as it is.
    package func measured(by traffic: LiveTraffic) -> ServiceCommand {
        guard case .deploy(let deployment, let version, let plan, let overridesFreeze) = self else {
            return self
        }
        return .deploy(
            deployment: deployment, version: version, plan: plan.measured(by: traffic),
            overridesFreeze: overridesFreeze)
    }
}
