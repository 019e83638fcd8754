/// The findings of the judges as conditions of a verdict, with every number that they rest on.
extension Check {
    init(_ finding: SequentialJudge.Finding) {
        let numbers = finding.numbers
        let shown = numbers.map { $0.segment == .recent ? $0.recent : $0.all }
        self.init(
            "error_rate_against_baseline", finding.verdict.kind, value: shown?.canary.rate,
            limit: shown?.baseline.rate, detail: finding.verdict.remark,
            judge: SequentialJudge.name,
            numbers: numbers.map { numbers in
                [
                    "looks": .integer(numbers.evidence.looks),
                    "phi": .number(numbers.evidence.phi),
                    "log_e": .number(numbers.evidence.storedLogE),
                    "p": .number(numbers.evidence.p),
                    "canary_errors": .integer(numbers.all.canary.errors),
                    "canary_requests": .integer(numbers.all.canary.requests),
                    "baseline_errors": .integer(numbers.all.baseline.errors),
                    "baseline_requests": .integer(numbers.all.baseline.requests),
                    "ratio": .number(numbers.all.ratio.flatMap { $0.isFinite ? $0 : nil }),
                    "difference": .number(numbers.all.difference),
                    "segment": .string(numbers.segment?.rawValue),
                ]
            })
    }

    /// - Parameter minSuccessRate: what is asked for, where that is the condition.
    init(
        _ finding: LimitJudge.Finding, of condition: Criteria.Condition, minSuccessRate: Double?
    ) {
        let numbers = finding.numbers
        let rate = numbers.map { $0.segment == .recent ? $0.recent : $0.all }?.rate
        let isOfSuccess = condition == .minSuccessRate
        let isGross = finding.verdict == .failGross || finding.verdict == .holdBoth
        self.init(
            condition.rawValue, finding.verdict.kind,
            value: isOfSuccess ? rate.map { 1 - $0 } : rate,
            limit: isOfSuccess ? minSuccessRate : numbers?.limit, detail: finding.verdict.remark,
            judge: isGross ? GrossBreach.name : LimitJudge.name,
            numbers: numbers.map { numbers in
                [
                    "looks": .integer(numbers.evidence.looks),
                    "phi": .number(numbers.evidence.phi),
                    "log_e": .number(numbers.evidence.storedLogE),
                    "p": .number(numbers.evidence.p),
                    "canary_errors": .integer(numbers.all.errors),
                    "canary_requests": .integer(numbers.all.requests),
                    "gross_p": .number(numbers.canaryBreach.p),
                    "segment": .string(numbers.segment?.rawValue),
                ]
            })
    }

    /// Before the first test there is nothing to hold against a version, and the errors say whether
    /// there was traffic: too few points alone do not hold a stage.
    init(_ finding: RankJudge.Finding, _ ranks: RankJudge, needed: Int) {
        let points = min(ranks.canary.count, ranks.baseline.count)
        self.init(
            "latency_p99_against_baseline", finding.verdict == .fail ? .fail : .ok,
            value: ranks.canary.last, limit: ranks.baseline.last,
            detail: points < needed ? "\(points) of \(needed) points" : nil,
            judge: RankJudge.name,
            numbers: finding.test.map { test in
                [
                    "test": .integer(test.index), "points": .integer(points),
                    "u": .number(test.u), "p": .number(test.p), "bound": .number(test.bound),
                ]
            })
    }

    /// What smaller harm than which may pass; never a reason for or against anything.
    init(_ statement: PowerStatement) {
        switch statement {
        case .detectable(let rate, let ratio, let limit):
            self.init(
                "detectable_error_rate", .ok, value: rate, judge: PowerCalculation.name,
                numbers: ["ratio": .number(ratio), "limited_by": .string(limit.rawValue)])
        case .underpowered(let obstacle):
            self.init(
                "detectable_error_rate", .ok, detail: "underpowered: \(obstacle.rawValue)",
                judge: PowerCalculation.name)
        }
    }
}

extension JudgeVerdict {
    /// As a condition of a look; both failing is a hold with a deadline.
    fileprivate var kind: Verdict.Kind {
        switch self {
        case .ok: .ok
        case .fail, .failGross: .fail
        case .insufficient, .holdBoth: .insufficient
        case .noData: .noData
        case .invalid: .error
        }
    }

    fileprivate var remark: String? {
        switch self {
        case .failGross: "far above the limit"
        case .holdBoth: "both versions are failing, so going back would not help"
        default: nil
        }
    }
}

extension ErrorCount {
    fileprivate var rate: Double? { requests > 0 ? Double(errors) / Double(requests) : nil }
}

extension EvidenceNumbers {
    /// JSON has no infinity; no evidence at all is left out.
    fileprivate var storedLogE: Double? { recordedLogE.isFinite ? recordedLogE : nil }
}
