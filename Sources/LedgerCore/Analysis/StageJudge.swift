/// Judges one look at a stage of a deployment, in the light of all looks before it.
///
/// Pure: the recorded looks and the plan give the recorded verdict, years later too.
package struct StageJudge: Sendable {
    let plan: DeploymentPlan
    /// Index into the plan's stages, which has it.
    let stage: Int
    /// Of the deployment, oldest first.
    let looks: [Looks.Look]

    package init(plan: DeploymentPlan, stage: Int, after looks: [Looks.Look]) {
        self.plan = plan
        self.stage = stage
        self.looks = looks
    }

    /// - Parameters:
    ///   - canary: of the new version, over the look's window.
    ///   - baseline: of the stable version; `nil` when it has no traffic to be compared with.
    ///   - windowSeconds: the look's.
    package func judge(
        canary: Measurement, baseline: Measurement?, windowSeconds: Int
    ) -> Verdict {
        switch plan.analysis.judge {
        case .guardedRatio:
            GuardedRatioJudge.judge(
                canary: canary, baseline: baseline, criteria: criteria, settings: plan.analysis)
        case .sequential: sequential(canary, baseline, windowSeconds)
        }
    }

    var criteria: Criteria { plan.stages[stage].criteria }

    private func sequential(
        _ canary: Measurement, _ baseline: Measurement?, _ windowSeconds: Int
    ) -> Verdict {
        guard looks.count < Looks.limit else {
            // Evidence that was forgotten must not be left out in silence.
            return Verdict(
                .error, checks: [Check("looks", .error, detail: "no more than these are kept")])
        }
        let values: Measurement.Values
        switch Self.usable(canary, as: "canary") {
        case .success(let found): values = found
        case .failure(let unusable): return Verdict(unusable.check.result, checks: [unusable.check])
        }
        var checks: [Check] = []
        var other: Measurement.Values?
        switch baseline.map({ Self.usable($0, as: "baseline") }) {
        case .success(let found)?: other = found
        case .failure(let unusable)?: checks.append(unusable.check)
        case nil: break
        }
        let panel = JudgePanel(
            self, look: MeasuredLook(subject: values, baseline: other),
            windowSeconds: windowSeconds)
        return Verdict(.ok, checks: []).adding(panel.checks + checks)
    }

    private struct Unusable: Error { let check: Check }

    private static func usable(
        _ measurement: Measurement, as role: String
    ) -> Result<Measurement.Values, Unusable> {
        switch measurement.answer {
        case .error(let detail): .failure(Unusable(check: Check(role, .error, detail: detail)))
        case .noData(let detail): .failure(Unusable(check: Check(role, .noData, detail: detail)))
        case .value(let values) where !ErrorCount(values).isValid:
            .failure(Unusable(check: Check(role, .error, detail: "more errors than requests")))
        case .value(let values): .success(values)
        }
    }
}
