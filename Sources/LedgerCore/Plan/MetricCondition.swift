/// What a named metric must not exceed, or not fall below.
package struct MetricCondition: Sendable, Equatable {
    package enum Bound: Sendable, Equatable {
        case max(Double)
        case min(Double)
    }

    package let name: String
    package let bound: Bound
    /// Shown, and no reason for or against anything.
    package let isAdvisory: Bool

    /// Of one stage.
    package static let limit = 20

    package init(_ name: String, _ bound: Bound, isAdvisory: Bool = false) {
        self.name = name
        self.bound = bound
        self.isAdvisory = isAdvisory
    }

    func isBroken(by value: Double) -> Bool {
        switch bound {
        case .max(let limit): value > limit
        case .min(let limit): value < limit
        }
    }

    /// - Parameter inARow: values of the looks of the stage up to this one, oldest first.
    /// - Parameter patience: so many that break it in a row are a failure; fewer hold.
    func check(_ inARow: [Double?], patience: Int) -> Check {
        guard let last = inARow.last, let value = last else {
            return result(.noData, nil, detail: "not measured")
        }
        let broken = inARow.reversed().prefix { $0.map(isBroken) ?? false }.count
        guard broken > 0 else { return result(.ok, value, detail: nil) }
        let detail = patience > 1 ? "\(broken) of \(patience) in a row" : nil
        return result(broken >= patience ? .fail : .insufficient, value, detail: detail)
    }

    private func result(_ kind: Verdict.Kind, _ value: Double?, detail: String?) -> Check {
        let (limit, side) =
            switch bound {
            case .max(let limit): (limit, "max")
            case .min(let limit): (limit, "min")
            }
        let name = "\(side) \(name)"
        guard isAdvisory else {
            return Check(name, kind, value: value, limit: limit, detail: detail)
        }
        let words =
            switch kind {
            case .ok: "advisory"
            case .noData: "advisory: not measured"
            default: "advisory: beyond the limit"
            }
        return Check(name, .ok, value: value, limit: limit, detail: words)
    }
}

extension MetricCondition {
    init(_ fields: FieldReader) {
        let name = fields.string("name", length: 1...64)
        if !name.isEmpty, !NamedMetrics.isName(name) {
            fields.note(NamedMetrics.nameRule, at: "name")
        }
        let max = fields.optionalNumber("max", in: NamedMetrics.range)
        let min = fields.optionalNumber("min", in: NamedMetrics.range)
        if (max == nil) == (min == nil) { fields.note("must have either max or min") }
        self.init(
            name, min.map(Bound.min) ?? .max(max ?? 0),
            isAdvisory: fields.optionalFlag("advisory") ?? false)
        fields.refuseUnknownFields()
    }

    var json: JSONObject {
        var json: JSONObject = ["name": .string(name)]
        switch bound {
        case .max(let limit): json["max"] = .number(limit)
        case .min(let limit): json["min"] = .number(limit)
        }
        if isAdvisory { json["advisory"] = true }
        return json
    }
}
