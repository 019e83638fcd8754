/// Two samples for Mann and Whitney's exact test, in a trial.
///
/// Named `canary` and `baseline`, or `x` and `y` as books have it; the answer's names go along.
struct UTestQuestion: Sendable {
    /// Values of a side; the estimate takes each pair of them.
    private static let limit = 2000

    private let canary: [Double]
    private let baseline: [Double]
    private let isPlain: Bool
    /// Of the interval, in thousandths; `nil` asks for none.
    private let confidencePerMille: Int?

    init(_ fields: FieldReader) {
        isPlain = fields.value("x") != nil || fields.value("y") != nil
        canary = fields.values(isPlain ? "x" : "canary", limit: Self.limit)
        baseline = fields.values(isPlain ? "y" : "baseline", limit: Self.limit)
        confidencePerMille = fields.optionalNumber("confidence", in: 0.001...0.999).map {
            Int(($0 * 1000).rounded())
        }
    }

    var answer: JSONObject {
        guard let test = MannWhitney(canary: canary, baseline: baseline),
            let shift = HodgesLehmann(canary: canary, baseline: baseline)
        else { return [:] }
        if isPlain {
            return [
                "U": .number(test.u), "less": .number(test.less), "two": .number(test.twoSided),
                "greater": .number(test.greater),
            ]
        }
        return [
            "u": .number(test.u), "less": .number(test.less), "greater": .number(test.greater),
            "two_sided": .number(test.twoSided),
            "less_fraction": .string(fraction(test.lessDeals, test)),
            "greater_fraction": .string(fraction(test.greaterDeals, test)),
            "estimate": .number(shift.estimate),
            "interval": confidencePerMille.map { interval(shift, $0) },
        ]
    }

    private func interval(_ shift: HodgesLehmann, _ confidence: Int) -> JSONValue {
        guard let interval = shift.interval(confidencePerMille: confidence) else { return .null }
        return .array([.orNull(interval.lowerBound), .orNull(interval.upperBound)])
    }

    /// The probability in lowest terms, such as `17/70`; only beside an interval, and where it is
    /// exact.
    private func fraction(_ deals: Double?, _ test: MannWhitney) -> String? {
        guard confidencePerMille != nil, let deals, let all = test.deals,
            let counted = Int(exactly: deals), let total = Int(exactly: all)
        else { return nil }
        var (a, b) = (total, counted)
        while b > 0 { (a, b) = (b, a % b) }
        return "\(counted / a)/\(total / a)"
    }
}
