/// `power/1`: the smallest rate of errors that `sequential/1` catches in 9 of 10 rollouts.
///
/// Closed sums in place of a simulation, for requests that fail independently. Within 10 % of
/// simulated rates where the evidence decides; where a floor does, 9 in 10 is no promise.
package struct PowerCalculation: Sendable {
    package static let name = "power/1"
    /// The 90th percentile of the normal distribution.
    private static let z = 1.2815515655446004

    private let settings: SequentialSettings
    /// Of the baseline, 0...1.
    private let baselineRate: Double
    private let plan: [PlannedLooks]
    /// ln of the evidence that a single alternative needs, if it counts from the first look.
    private let needed: Double

    private init(_ plan: [PlannedLooks], _ baselineRate: Double, _ settings: SequentialSettings) {
        self.plan = plan
        self.baselineRate = baselineRate
        self.settings = settings
        needed =
            settings.evidence.logThreshold + EProcess.logAlternativesCount
            - Elementary.log(EProcess.weight(ofLook: 1, settings.evidence))
    }

    /// - Parameters:
    ///   - plan: all looks up to the one by whose end harm shall be caught.
    ///   - baselineRate: of errors, 0...1.
    ///   - settings: those of the judge; its planned looks are those of the whole rollout.
    package static func smallestDetectable(
        plan: [PlannedLooks], baselineRate: Double, settings: SequentialSettings
    ) -> PowerStatement {
        let calculation = PowerCalculation(plan, baselineRate, settings)
        if let obstacle = calculation.obstacle(to: 1) { return .underpowered(obstacle) }
        var (missed, caught, obstacle) = (baselineRate, 1.0, calculation.obstacle(to: baselineRate))
        for _ in 1...60 {
            let rate = (missed + caught) / 2
            if let found = calculation.obstacle(to: rate) {
                (missed, obstacle) = (rate, found)
            } else {
                caught = rate
            }
        }
        return .detectable(
            rate: caught, ratio: baselineRate > 0 ? caught / baselineRate : nil,
            limitedBy: obstacle ?? .evidence)
    }

    /// What keeps a canary with such a rate from being caught; `nil` when it is.
    private func obstacle(to rate: Double) -> PowerObstacle? {
        let requests = plan.reduce(0) { $0 + Double($1.looks) * $1.canaryRequests }
        let errors = rate * requests
        let fewErrors = errors - Self.z * (settings.evidence.phi0 * errors).squareRoot() + 0.5
        if requests < Double(settings.evidence.minRequests) { return .minRequests }
        if fewErrors < Double(settings.evidence.minErrors) { return .minErrors }
        if rate < baselineRate * (1 + settings.minRelative) { return .minRelative }
        if rate < baselineRate + settings.minAbsolute { return .minAbsolute }
        return logEvidence(rate) < needed ? .evidence : nil
    }

    /// ln E that 9 of 10 rollouts reach, before it is shared out.
    private func logEvidence(_ rate: Double) -> Double {
        let logCap = Elementary.log(settings.evidence.cap)
        return Elementary.logSumExp(
            EProcess.alternatives.map { ratio in
                let sums = plan.reduce(into: (mean: 0.0, variance: 0.0)) { sums, stage in
                    let look = LookMoments(
                        ratio: ratio, share: stage.canaryShare, logCap: logCap,
                        canaryErrors: stage.canaryRequests * rate / settings.evidence.phi0,
                        baselineErrors: stage.baselineRequests * baselineRate
                            / settings.evidence.phi0)
                    sums.mean += Double(stage.looks) * look.mean
                    sums.variance += Double(stage.looks) * look.variance
                }
                return sums.mean - Self.z * sums.variance.squareRoot()
            })
    }
}
