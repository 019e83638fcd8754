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
        switch Self.read(canary, baseline) {
        case .failure(let unusable): return Verdict(unusable.check.result, checks: [unusable.check])
        case .success(let reading):
            let panel = JudgePanel(self, look: reading.look, windowSeconds: windowSeconds)
            return Verdict(.ok, checks: [])
                .adding(criteria.marking(panel.checks + reading.remarks))
        }
    }

    /// What both sources told, as far as it can be judged.
    struct Reading {
        let look: MeasuredLook
        /// On a baseline that was asked for and told nothing.
        let remarks: [Check]
    }

    static func read(
        _ canary: Measurement, _ baseline: Measurement?
    ) -> Result<Reading, Unusable> {
        usable(canary, as: "canary").map { values in
            switch baseline.map({ usable($0, as: "baseline") }) {
            case .success(let other)?:
                Reading(look: MeasuredLook(subject: values, baseline: other), remarks: [])
            case .failure(let unusable)?:
                Reading(
                    look: MeasuredLook(subject: values, baseline: nil), remarks: [unusable.check])
            case nil: Reading(look: MeasuredLook(subject: values, baseline: nil), remarks: [])
            }
        }
    }

    struct Unusable: Error { let check: Check }

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
