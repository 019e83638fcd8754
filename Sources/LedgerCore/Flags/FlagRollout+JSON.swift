extension FlagRollout {
    init(_ fields: FieldReader, _ reading: FlagDefinition.Reading) {
        self.init(
            strategy: fields.choice("rollout_strategy", or: .none),
            percentage: Self.percentage(fields, reading), users: Self.users(fields, reading),
            window: fields.optionalObject("metadata").map { FlagWindow($0, reading) }
                ?? FlagWindow())
        guard reading == .written else { return }
        if strategy == .gradual, fields.value("metadata") == nil {
            fields.note("must hold rollout_start and rollout_end", at: "metadata")
        } else if strategy == .gradual {
            window.note(to: fields)
        }
    }

    private static func percentage(
        _ fields: FieldReader, _ reading: FlagDefinition.Reading
    ) -> FlagPercentage {
        let name = "rollout_percentage"
        let isNeeded = fields.optionalString("rollout_strategy") == Strategy.percentage.rawValue
        let range = reading == .written ? 0.0...100.0 : -1e9...1e9
        guard let number = fields.optionalNumber(name, in: range) else {
            if isNeeded, fields.value(name) == nil { fields.note("is required", at: name) }
            return .none
        }
        if reading == .written, !FlagPercentage.isExact(number) {
            fields.note("must have at most two decimals", at: name)
        }
        return FlagPercentage(rounding: number)
    }

    private static func users(
        _ fields: FieldReader, _ reading: FlagDefinition.Reading
    ) -> FlagUserList {
        let name = "allowed_users"
        let users = fields.optionalStrings(name, count: 0...100_000) ?? []
        guard reading == .written else { return FlagUserList(users) }
        for (index, user) in users.enumerated() where !(1...512).contains(user.utf8.count) {
            fields.note("must have 1 to 512 bytes", under: name, "\(index)")
        }
        for index in FlagDefinition.repeated(users) {
            fields.note("is there twice", under: name, "\(index)")
        }
        return FlagUserList(users)
    }
}

extension FlagWindow {
    fileprivate init(_ fields: FieldReader, _ reading: FlagDefinition.Reading) {
        self.init(
            start: Self.time("rollout_start", fields, reading),
            end: Self.time("rollout_end", fields, reading))
        if reading == .written { fields.refuseUnknownFields() }
    }

    private static func time(
        _ name: String, _ fields: FieldReader, _ reading: FlagDefinition.Reading
    ) -> Timestamp? {
        guard let text = fields.optionalString(name) else { return nil }
        // The chapter takes an empty text for none.
        if text.isEmpty, reading == .stored { return nil }
        if let time = Timestamp(zonelessAsUTC: text) { return time }
        fields.note("must be a time as RFC 3339 has it; without a zone it is UTC", at: name)
        return nil
    }

    fileprivate func note(to fields: FieldReader) {
        let metadata = fields.object("metadata")
        for (name, time) in [("rollout_start", start), ("rollout_end", end)] where time == nil {
            if metadata.value(name) == nil { metadata.note("is required", at: name) }
        }
        if let start, let end, end < start {
            metadata.note("must not be before rollout_start", at: "rollout_end")
        }
    }

    /// `nil` without any time.
    var json: JSONObject? {
        start == nil && end == nil
            ? nil : ["rollout_start": .time(start), "rollout_end": .time(end)]
    }
}
