/// How a stage is watched, and how much evidence it takes.
package struct AnalysisSettings: Sendable, Equatable {
    package let judge: JudgeChoice
    /// Between two looks; the chapter's 30 s.
    package let intervalSeconds: Int
    /// After the observed change of traffic, before measurements count.
    package let warmUpSeconds: Int
    /// Fewer in the window are no evidence, good or bad.
    package let minRequests: Int
    /// Fewer errors than these never fail a rate: one error in a quiet minute is not a trend.
    package let minErrors: Int
    /// Looks of a stage that may fail; one more ends the deployment. Not asked by the sequential
    /// judge, whose failure rests on all looks.
    package let failureLimit: Int
    /// How much worse than the baseline is allowed; 0.10 is the chapter's 10 %.
    package let allowedIncrease: Double
    /// How long past its duration a stage may wait for good evidence, before the deployment ends.
    package let holdDeadlineSeconds: Int
    /// Looks of a stage that may fail in a row, whatever ``failureLimit`` allows; `nil` for no limit.
    package let consecutiveFailureLimit: Int?
    package let undecided: UndecidedRules
    package let underpowered: UnderpoweredPolicy

    package init(
        judge: JudgeChoice = .guardedRatio, intervalSeconds: Int = 30, warmUpSeconds: Int = 30,
        minRequests: Int = 100,
        minErrors: Int = 5, failureLimit: Int = 1, allowedIncrease: Double = 0.10,
        holdDeadlineSeconds: Int = 1800, consecutiveFailureLimit: Int? = nil,
        undecided: UndecidedRules = UndecidedRules(), underpowered: UnderpoweredPolicy = .warn
    ) {
        self.judge = judge
        self.intervalSeconds = intervalSeconds
        self.warmUpSeconds = warmUpSeconds
        self.minRequests = minRequests
        self.minErrors = minErrors
        self.failureLimit = failureLimit
        self.allowedIncrease = allowedIncrease
        self.holdDeadlineSeconds = holdDeadlineSeconds
        self.consecutiveFailureLimit = consecutiveFailureLimit
        self.undecided = undecided
        self.underpowered = underpowered
    }

    /// When failed looks of a stage end the deployment: a verdict that rests on all looks needs no
    /// second one.
    var failureLimits: LookLimits {
        LookLimits(
            failureLimit: judge == .sequential ? 0 : failureLimit, inconclusiveLimit: .max,
            consecutiveErrorLimit: .max, consecutiveFailureLimit: consecutiveFailureLimit)
    }

    /// A window never reaches back further than this, in seconds: it bounds the source's work.
    package static let maximumWindowSeconds = 600
}

extension AnalysisSettings {
    /// - Parameter judge: of settings that do not choose one.
    package init(_ fields: FieldReader, judgeWhenAbsent judge: JudgeChoice = .guardedRatio) {
        let standard = AnalysisSettings()
        self.init(
            judge: fields.optionalChoice("judge") ?? judge,
            intervalSeconds: fields.optionalInteger("interval_seconds", in: 1...3600)
                ?? standard.intervalSeconds,
            warmUpSeconds: fields.optionalInteger("warm_up_seconds", in: 0...3600)
                ?? standard.warmUpSeconds,
            minRequests: fields.optionalInteger("min_requests", in: 1...1_000_000)
                ?? standard.minRequests,
            minErrors: fields.optionalInteger("min_errors", in: 1...1_000_000)
                ?? standard.minErrors,
            failureLimit: fields.optionalInteger("failure_limit", in: 0...100)
                ?? standard.failureLimit,
            allowedIncrease: fields.optionalNumber("allowed_increase", in: 0...10)
                ?? standard.allowedIncrease,
            holdDeadlineSeconds: fields.optionalInteger("hold_deadline_seconds", in: 1...604_800)
                ?? standard.holdDeadlineSeconds,
            consecutiveFailureLimit: fields.optionalInteger(
                "consecutive_failure_limit", in: 0...100),
            undecided: UndecidedRules(fields),
            underpowered: fields.optionalChoice("underpowered") ?? .warn)
        fields.refuseUnknownFields()
    }

    package var json: JSONObject {
        var json: JSONObject = [
            "judge": judge == .guardedRatio ? nil : .string(judge.rawValue),
            "interval_seconds": .integer(intervalSeconds),
            "warm_up_seconds": .integer(warmUpSeconds), "min_requests": .integer(minRequests),
            "min_errors": .integer(minErrors), "failure_limit": .integer(failureLimit),
            "allowed_increase": .number(allowedIncrease),
            "hold_deadline_seconds": .integer(holdDeadlineSeconds),
            "consecutive_failure_limit": .integer(consecutiveFailureLimit),
            "underpowered": underpowered == .warn ? nil : .string(underpowered.rawValue),
        ]
        for member in undecided.json.members { json[member.name] = member.value }
        return json
    }
}
