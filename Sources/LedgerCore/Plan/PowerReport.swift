/// What a plan can notice, worked out when it was accepted from what was last seen of the live
/// version; recorded with the plan.
package struct PowerReport: Sendable, Equatable {
    package let requestsPerSecond: Double
    /// Of the live version, 0...1.
    package let baselineErrorRate: Double
    /// The smallest that is caught in 9 of 10 deployments, 0...1; `nil` when not even a version that
    /// always fails is.
    package let detectableErrorRate: Double?
    /// The lowest that a condition of the stages asks to be stopped; `nil` when none does.
    package let askedErrorRate: Double?
    /// How many times as long as asked the stages take, to notice that; `nil` when they were let be.
    package let lengthened: Int?

    /// It cannot notice what its conditions ask.
    package var isUnderpowered: Bool {
        guard let detectableErrorRate else { return true }
        guard let askedErrorRate else { return false }
        return detectableErrorRate > askedErrorRate
    }

    init(
        _ plan: DeploymentPlan, _ traffic: LiveTraffic, lengthened: Int? = nil
    ) {
        requestsPerSecond = traffic.requestsPerSecond
        baselineErrorRate = traffic.errorRate
        askedErrorRate = plan.askedErrorRate
        self.lengthened = lengthened
        switch plan.power(
            requestsPerSecond: traffic.requestsPerSecond, baseline: traffic.count)
        {
        case .detectable(let rate, _, _): detectableErrorRate = rate
        case .underpowered: detectableErrorRate = nil
        }
    }
}

extension PowerReport {
    package init(_ fields: FieldReader) {
        requestsPerSecond = fields.optionalNumber("requests_per_second", in: 0...1e12) ?? 0
        baselineErrorRate = fields.optionalNumber("baseline_error_rate", in: 0...1) ?? 0
        detectableErrorRate = fields.optionalNumber("detectable_error_rate", in: 0...1)
        askedErrorRate = fields.optionalNumber("asked_error_rate", in: 0...1)
        lengthened = fields.optionalInteger("lengthened", in: 2...1000)
    }

    package var json: JSONObject {
        [
            "requests_per_second": .number(requestsPerSecond),
            "baseline_error_rate": .number(baselineErrorRate),
            "detectable_error_rate": .number(detectableErrorRate),
            "asked_error_rate": .number(askedErrorRate), "lengthened": .integer(lengthened),
            "underpowered": .bool(isUnderpowered),
        ]
    }
}

/// What to do with a plan that cannot notice what its conditions ask.
package enum UnderpoweredPolicy: String, Sendable, CaseIterable {
    /// Go on, and say so.
    case warn
    /// Make the stages before the last so many times as long as it takes, if that is possible.
    case lengthen
    /// Accept no such deployment.
    case refuse
}
