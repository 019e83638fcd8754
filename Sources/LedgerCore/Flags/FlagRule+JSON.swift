extension FlagRule {
    static func list(_ fields: FieldReader, _ reading: FlagDefinition.Reading) -> [FlagRule] {
        (fields.optionalObjects("rules", count: 0...maximumRules) ?? []).map {
            FlagRule($0, reading)
        }
    }

    private init(_ fields: FieldReader, _ reading: FlagDefinition.Reading) {
        let percentage = fields.optionalNumber("rollout_percentage", in: 0...100)
        self.init(
            name: fields.optionalString("name", length: 1...200),
            conditions: (fields.optionalObjects("when", count: 0...Self.maximumConditions) ?? [])
                .map { FlagCondition($0, reading) },
            percentage: percentage.map(FlagPercentage.init(rounding:)) ?? .all,
            variant: fields.optionalString("variant", length: 1...100),
            split: FlagSplit(fields, reading))
        guard reading == .written else { return }
        if variant == nil, split.isEmpty {
            fields.note("is required, or split: what users of the rule get", at: "variant")
        }
        if variant != nil, !split.isEmpty {
            fields.note("and split exclude each other", at: "variant")
        }
        if let percentage, !FlagPercentage.isExact(percentage) {
            fields.note("must have at most two decimals", at: "rollout_percentage")
        }
        fields.refuseUnknownFields()
    }

    var json: JSONObject {
        [
            "name": .string(name), "when": .array(conditions.map { .object($0.json) }),
            "rollout_percentage": percentage == .all ? nil : percentage.json,
            "variant": .string(variant), "split": split.isEmpty ? nil : split.json,
        ]
    }
}

extension FlagCondition {
    fileprivate init(_ fields: FieldReader, _ reading: FlagDefinition.Reading) {
        self.init(
            attribute: fields.string("attribute", length: 1...200),
            comparison: fields.choice("operator", or: .isIn),
            values: fields.optionalArray("values", count: 1...Self.maximumValues) ?? [])
        if fields.value("values") == nil { fields.note("is required", at: "values") }
        guard reading == .written else { return }
        if comparison.takesOne, values.count > 1 {
            fields.note("must hold one value for \(comparison.rawValue)", at: "values")
        }
        for (index, value) in values.enumerated() where !comparison.admits(value) {
            fields.note(comparison.valueRule, under: "values", "\(index)")
        }
        fields.refuseUnknownFields()
    }

    fileprivate var json: JSONObject {
        [
            "attribute": .string(attribute), "operator": .string(comparison.rawValue),
            "values": .array(values),
        ]
    }
}

extension FlagCondition.Operator {
    fileprivate enum Kind { case anything, size, text, pattern, version, time }

    fileprivate var kind: Kind {
        switch self {
        case .isIn, .isNotIn, .equals: .anything
        case .isLess, .isAtMost, .isMore, .isAtLeast: .size
        case .startsWith, .endsWith, .contains: .text
        case .matches: .pattern
        case .versionEquals, .versionIsLess, .versionIsAtMost, .versionIsMore, .versionIsAtLeast:
            .version
        case .isBefore, .isAfter: .time
        }
    }

    fileprivate var takesOne: Bool {
        switch kind {
        case .anything: self == .equals
        case .text, .pattern: false
        case .size, .version, .time: true
        }
    }

    fileprivate func admits(_ value: JSONValue) -> Bool {
        switch (kind, value) {
        case (.anything, .string), (.anything, .bool), (.anything, .integer), (.anything, .number),
            (.size, .integer), (.size, .number), (.text, .string):
            true
        case (.pattern, .string(let text)): TextPattern(text) != nil
        case (.version, .string(let text)): SemanticVersion(text) != nil
        case (.time, .string(let text)): Timestamp(zonelessAsUTC: text) != nil
        default: false
        }
    }

    fileprivate var valueRule: String {
        switch kind {
        case .anything: "must be a string, a number, or true or false"
        case .size: "must be a number"
        case .text: "must be a string"
        case .pattern: "must be a regular expression, within bounds and of a plain kind"
        case .version: "must be a version such as 1.4.2"
        case .time: "must be a time as RFC 3339 has it; without a zone it is UTC"
        }
    }
}

extension FlagSplit {
    init(_ fields: FieldReader, _ reading: FlagDefinition.Reading) {
        let readers = fields.optionalObjects("split", count: 0...Self.maximumParts) ?? []
        let range = 0...Self.maximumWeight
        self.init(
            readers.map { reader in
                let part = Part(
                    variant: reader.string("variant", length: 1...100),
                    weight: reader.integer("weight", in: range))
                if reading == .written { reader.refuseUnknownFields() }
                return part
            })
        guard reading == .written, !isEmpty else { return }
        if parts.allSatisfy({ $0.weight == 0 }) {
            fields.note("must give some variant a weight", at: "split")
        }
        for index in FlagDefinition.repeated(parts.map(\.variant)) {
            readers[index].note("is there twice", at: "variant")
        }
    }

    var json: JSONValue {
        .array(
            parts.map {
                .object(["variant": .string($0.variant), "weight": .integer($0.weight)])
            })
    }
}
