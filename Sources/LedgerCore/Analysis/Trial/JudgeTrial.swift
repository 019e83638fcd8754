/// One case that brings everything a judge is told: judged without a server and without a log.
///
/// What a case has beyond the judge's own fields, such as a name or an expectation, is ignored; its
/// settings may hold nothing unknown, since a misspelt one would be judged by its default.
package struct JudgeTrial: Sendable {
    package enum Judge: String, Sendable, CaseIterable {
        case sequential = "sequential/1"
        case limit = "limit/1"
        case gross = "gross/1"
        case rank = "rank/1"
        case power = "power/1"
        case uTest = "utest"

        /// By its name, with or without the version.
        package init?(named name: String) {
            let found = Self.allCases.first {
                $0.rawValue == name || $0.rawValue == name + "/1"
            }
            guard let found else { return nil }
            self = found
        }
    }

    /// Looks or points of a case; more than any rollout has.
    static let limit = 10_000

    private enum Question {
        case sequential([RateLook], SequentialSettings)
        case limit([LimitLook], LimitSettings)
        case gross([LimitLook], LimitSettings)
        case rank([PointLook], RankSettings)
        case power(PowerQuestion)
        case uTest(UTestQuestion)
    }

    private let question: Question

    /// The reader's problems must be asked for before ``answer``.
    package init(_ judge: Judge, _ fields: FieldReader) {
        switch judge {
        case .sequential:
            question = .sequential(fields.rateLooks(), TrialSettings.sequential(fields))
        case .limit: question = .limit(fields.limitLooks(), TrialSettings.limit(fields))
        case .gross: question = .gross(fields.limitLooks(), TrialSettings.limit(fields))
        case .rank: question = .rank(fields.pointLooks(), TrialSettings.rank(fields))
        case .power: question = .power(PowerQuestion(fields))
        case .uTest: question = .uTest(UTestQuestion(fields))
        }
    }

    /// A judge of looks: what it says after each, up to a verdict that is final. Else an object.
    package var answer: JSONValue {
        switch question {
        case .sequential(let looks, let settings):
            var judge = SequentialJudge(settings)
            return Self.findings(looks) { judge.judge($0) }
        case .limit(let looks, let settings):
            var judge = LimitJudge(settings)
            return Self.findings(looks) { judge.judge($0) }
        case .gross(let looks, let settings):
            return Self.findings(looks) { GrossFinding($0, settings) }
        case .rank(let looks, let settings):
            var judge = RankJudge(settings)
            return Self.findings(looks) { judge.judge($0) }
        case .power(let question): return .object(question.answer)
        case .uTest(let question): return .object(question.answer)
        }
    }

    private static func findings<Look, Finding: TriedFinding>(
        _ looks: [Look], _ judge: (Look) -> Finding
    ) -> JSONValue {
        var told: [JSONValue] = []
        for look in looks {
            let finding = judge(look)
            var object = finding.trialNumbers ?? JSONObject()
            object["verdict"] = .string(finding.verdict.rawValue)
            told.append(.object(object))
            if finding.verdict.isFinal { break }
        }
        return .array(told)
    }
}

/// What a judge says of a look, as a trial shows it.
protocol TriedFinding {
    var verdict: JudgeVerdict { get }
    /// `nil` when the look was no evidence.
    var trialNumbers: JSONObject? { get }
}
