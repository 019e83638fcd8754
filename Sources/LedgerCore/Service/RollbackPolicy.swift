/// When what serves users is taken back without anybody asking, and how often at most.
///
/// The defaults are the book chapter's rollback configuration, but for the guards against verdicts
/// from a handful of requests and for the time between two looks at a version that is well.
package struct RollbackPolicy: Sendable, Equatable {
    /// What the live version must keep to; without any, only its health counts.
    package let criteria: Criteria
    /// What one look measures, in seconds; 1...``AnalysisSettings/maximumWindowSeconds``.
    package let windowSeconds: Int
    /// Between two looks while all is well.
    package let intervalSeconds: Int
    /// After the last observed change of traffic, before measurements count.
    package let warmUpSeconds: Int
    /// Looks in a row that must fail.
    package let failedLooks: Int
    /// Fewer in the window are no evidence, and fewer errors than these never fail.
    package let minRequests: Int
    package let minErrors: Int
    /// After the start of any rollback, one that a person asked for included.
    package let cooldownSeconds: Int
    /// Automatic ones that may start in any hour.
    package let maxRollbacksPerHour: Int

    package init(
        criteria: Criteria = standardCriteria, windowSeconds: Int = 60, intervalSeconds: Int = 30,
        warmUpSeconds: Int = 30, failedLooks: Int = 3, minRequests: Int = 100, minErrors: Int = 5,
        cooldownSeconds: Int = 300, maxRollbacksPerHour: Int = 3
    ) {
        self.criteria = criteria
        self.windowSeconds = windowSeconds
        self.intervalSeconds = intervalSeconds
        self.warmUpSeconds = warmUpSeconds
        self.failedLooks = failedLooks
        self.minRequests = minRequests
        self.minErrors = minErrors
        self.cooldownSeconds = cooldownSeconds
        self.maxRollbacksPerHour = maxRollbacksPerHour
    }

    /// 5 % errors and two seconds.
    package static let standardCriteria = Criteria(
        maxErrorRate: 0.05, maxLatencyMillisecondsP99: 2000)
    /// The chapter's time between two checks: between two looks once one was not good.
    package static let suspicionSeconds = 10
    /// The most ``maxRollbacksPerHour`` can be; so many starts are remembered.
    package static let maximumPerHour = 20

    /// How the looks are judged.
    package var analysis: AnalysisSettings {
        AnalysisSettings(
            intervalSeconds: intervalSeconds, warmUpSeconds: warmUpSeconds,
            minRequests: minRequests, minErrors: minErrors)
    }
}

extension RollbackPolicy {
    package init(_ fields: FieldReader) {
        let standard = RollbackPolicy()
        self.init(
            criteria: fields.optionalObject("criteria").map(Criteria.init) ?? standard.criteria,
            windowSeconds: fields.optionalInteger(
                "window_seconds", in: 1...AnalysisSettings.maximumWindowSeconds)
                ?? standard.windowSeconds,
            intervalSeconds: fields.optionalInteger("interval_seconds", in: 1...3600)
                ?? standard.intervalSeconds,
            warmUpSeconds: fields.optionalInteger("warm_up_seconds", in: 0...3600)
                ?? standard.warmUpSeconds,
            failedLooks: fields.optionalInteger("failed_looks", in: 1...20)
                ?? standard.failedLooks,
            minRequests: fields.optionalInteger("min_requests", in: 1...1_000_000)
                ?? standard.minRequests,
            minErrors: fields.optionalInteger("min_errors", in: 1...1_000_000)
                ?? standard.minErrors,
            cooldownSeconds: fields.optionalInteger("cooldown_seconds", in: 0...86_400)
                ?? standard.cooldownSeconds,
            maxRollbacksPerHour: fields.optionalInteger(
                "max_rollbacks_per_hour", in: 1...Self.maximumPerHour)
                ?? standard.maxRollbacksPerHour)
        fields.refuseUnknownFields()
    }

    package var json: JSONObject {
        [
            "criteria": .object(criteria.json), "window_seconds": .integer(windowSeconds),
            "interval_seconds": .integer(intervalSeconds),
            "warm_up_seconds": .integer(warmUpSeconds), "failed_looks": .integer(failedLooks),
            "min_requests": .integer(minRequests), "min_errors": .integer(minErrors),
            "cooldown_seconds": .integer(cooldownSeconds),
            "max_rollbacks_per_hour": .integer(maxRollbacksPerHour),
        ]
    }
}
