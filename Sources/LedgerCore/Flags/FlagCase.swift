/// One question that brings its own flag: evaluated without a server and without a log.
package struct FlagCase: Sendable {
    private let flag: FeatureFlag
    /// The flag of that name was not given; it stands in for the overrides' sake.
    private let isAbsent: Bool
    private let key: String
    private let user: String?
    private let now: Timestamp

    /// Reads `flag`, `overrides`, `flag_name`, `user_id` and `now`; what else there is, is ignored.
    ///
    /// Percentages out of range and windows without an end are tried out as they are.
    package init(_ fields: FieldReader) {
        let key = fields.string("flag_name")
        self.key = key
        user = fields.optionalString("user_id")
        now = Self.time(fields)
        let definition = fields.optionalObject("flag").map { reader in
            FlagDefinition(reader, key: reader.string("name"), .stored)
        }
        let asked = definition.flatMap { $0.key.hasSameBytes(as: key) ? $0 : nil }
        isAbsent = asked == nil
        flag = FeatureFlag(
            asked ?? FlagDefinition(key: key, isEnabled: false, rollout: .init(strategy: .none)),
            overrides: Self.overrides(fields, of: key))
    }

    private static func time(_ fields: FieldReader) -> Timestamp {
        guard let text = fields.optionalString("now") else { return Timestamp(microseconds: 0) }
        if let time = Timestamp(zonelessAsUTC: text) { return time }
        fields.note("must be a time as RFC 3339 has it; without a zone it is UTC", at: "now")
        return Timestamp(microseconds: 0)
    }

    private static func overrides(
        _ fields: FieldReader, of key: String
    ) -> [ExactText: FlagOverride] {
        var found: [ExactText: FlagOverride] = [:]
        for reader in fields.optionalObjects("overrides", count: 0...100_000) ?? [] {
            let user = reader.string("user_id")
            let variant = reader.flag("enabled") ? "on" : "off"
            guard reader.string("flag_name").hasSameBytes(as: key) else { continue }
            found[ExactText(user)] = FlagOverride(user: user, variant: variant)
        }
        return found
    }

    /// `value`, `variant`, `reason` and `bucket`.
    ///
    /// A flag that is not there is off for everybody, but for overrides, which count as the chapter
    /// has it; a server refuses those.
    package var answer: JSONObject {
        let evaluation = FlagSnapshot([flag]).evaluate(flag, for: FlagContext(user: user), at: now)
        let isMissing = isAbsent && evaluation.cause != .override
        let bucket = user.flatMap { $0.utf8.isEmpty ? nil : FlagBucket(flag: key, user: $0) }
        return [
            "value": isMissing ? false : flag.value(of: evaluation) ?? .null,
            "variant": isMissing ? .null : .string(evaluation.variant) ?? .null,
            "reason": isMissing ? "FLAG_NOT_FOUND" : .string(evaluation.reason.rawValue),
            "bucket": bucket.map { .integer($0.percent) } ?? .null,
        ]
    }
}
