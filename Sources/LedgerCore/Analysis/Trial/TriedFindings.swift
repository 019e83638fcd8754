extension SequentialJudge.Finding: TriedFinding {
    var trialNumbers: JSONObject? {
        numbers.map { numbers in
            [
                "k": .integer(numbers.evidence.looks), "phi": .number(numbers.evidence.phi),
                "ln_e": .orNull(numbers.evidence.logE), "p": .number(numbers.evidence.p),
                // JSON has no infinity, which is what a baseline without errors makes.
                "ratio": numbers.all.ratio == .infinity ? "inf" : .orNull(numbers.all.ratio),
                "diff": .number(numbers.all.difference),
                "segment": numbers.segment.map { .string($0.rawValue) } ?? .null,
            ]
        }
    }
}

extension LimitJudge.Finding: TriedFinding {
    var trialNumbers: JSONObject? {
        numbers.map { numbers in
            [
                "k": .integer(numbers.evidence.looks), "phi": .number(numbers.evidence.phi),
                "ln_e": .orNull(numbers.evidence.logE),
            ]
        }
    }
}

extension RankJudge.Finding: TriedFinding {
    var trialNumbers: JSONObject? {
        [
            "tested": .bool(test != nil), "index": .integer(test?.index), "p": .number(test?.p),
            "bound": .number(test?.bound),
        ]
    }
}

/// What `gross/1` says of one look by itself; to it, what is not gross is good.
struct GrossFinding: TriedFinding {
    let verdict: JudgeVerdict
    private let breaches: (canary: GrossBreach, baseline: GrossBreach)?

    init(_ look: LimitLook, _ settings: LimitSettings) {
        guard look.isValid, look.canary.requests > 0 else {
            verdict = look.isValid ? .noData : .invalid
            breaches = nil
            return
        }
        let canary = GrossBreach(look.canary, limit: look.limit, settings: settings)
        let baseline = GrossBreach(look.baseline, limit: look.limit, settings: settings)
        verdict = !canary.isGross ? .ok : baseline.isGross ? .holdBoth : .failGross
        breaches = (canary, baseline)
    }

    var trialNumbers: JSONObject? {
        breaches.map { breaches in
            [
                "threshold": .number(breaches.canary.threshold),
                "p": .orNull(breaches.canary.p),
                "canary_gross": .bool(breaches.canary.isGross),
                "baseline_gross": .bool(breaches.baseline.isGross),
            ]
        }
    }
}

extension JSONValue {
    /// A number, or `null` in the place of one that is missing or not finite.
    static func orNull(_ value: Double?) -> JSONValue { .number(value) ?? .null }
}
