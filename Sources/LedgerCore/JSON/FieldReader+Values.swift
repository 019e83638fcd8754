extension FieldReader {
    /// - Parameter length: in UTF-8 bytes.
    package func optionalString(_ name: String, length: ClosedRange<Int> = 0...4096) -> String? {
        guard let value = value(name) else { return nil }
        guard case .string(let text) = value else {
            note("must be a string, not \(value.kind)", at: name)
            return nil
        }
        if !length.contains(text.utf8.count) {
            note("must have \(length.lowerBound) to \(length.upperBound) bytes", at: name)
        }
        return text
    }

    package func string(_ name: String, length: ClosedRange<Int> = 0...4096) -> String {
        require(name, optionalString(name, length: length)) ?? ""
    }

    package func optionalInteger(
        _ name: String, in range: ClosedRange<Int> = .min ... .max
    ) -> Int? {
        guard let value = value(name) else { return nil }
        guard case .integer(let number) = value else {
            note("must be a whole number, not \(value.kind)", at: name)
            return nil
        }
        if !range.contains(Int(number)) {
            note("must be \(range.lowerBound) to \(range.upperBound)", at: name)
        }
        return Int(number)
    }

    package func integer(_ name: String, in range: ClosedRange<Int> = .min ... .max) -> Int {
        require(name, optionalInteger(name, in: range)) ?? range.lowerBound
    }

    package func optionalNumber(_ name: String, in range: ClosedRange<Double>) -> Double? {
        guard let value = value(name) else { return nil }
        let number: Double
        switch value {
        case .integer(let whole): number = Double(whole)
        case .number(let fraction): number = fraction
        default:
            note("must be a number, not \(value.kind)", at: name)
            return nil
        }
        if !range.contains(number) {
            note("must be \(range.lowerBound) to \(range.upperBound)", at: name)
        }
        return number
    }

    package func optionalFlag(_ name: String) -> Bool? {
        guard let value = value(name) else { return nil }
        guard case .bool(let flag) = value else {
            note("must be true or false, not \(value.kind)", at: name)
            return nil
        }
        return flag
    }

    package func flag(_ name: String) -> Bool { require(name, optionalFlag(name)) ?? false }

    package func optionalID(_ name: String) -> ID? {
        guard let text = optionalString(name) else { return nil }
        if let id = ID(text) { return id }
        note("must be a UUID", at: name)
        return nil
    }

    package func id(_ name: String) -> ID {
        require(name, optionalID(name)) ?? ID(high: 0, low: 0)
    }

    package func optionalTime(_ name: String) -> Timestamp? {
        guard let text = optionalString(name) else { return nil }
        if let time = Timestamp(text) { return time }
        note("must be a time as RFC 3339 has it, with its zone", at: name)
        return nil
    }

    package func time(_ name: String) -> Timestamp {
        require(name, optionalTime(name)) ?? Timestamp(microseconds: 0)
    }

    package func optionalChoice<Choice: RawRepresentable & CaseIterable>(
        _ name: String, of type: Choice.Type = Choice.self
    ) -> Choice? where Choice.RawValue == String {
        guard let text = optionalString(name) else { return nil }
        if let choice = Choice(rawValue: text) { return choice }
        let choices = Choice.allCases.map(\.rawValue).joined(separator: ", ")
        note("must be one of: \(choices)", at: name)
        return nil
    }

    package func choice<Choice: RawRepresentable & CaseIterable>(
        _ name: String, or standIn: Choice
    ) -> Choice where Choice.RawValue == String {
        require(name, optionalChoice(name, of: Choice.self)) ?? standIn
    }

    package func optionalStrings(_ name: String, count: ClosedRange<Int> = 0...10_000) -> [String]? {
        optionalArray(name, count: count)?.compactMap { element in
            if case .string(let text) = element { return text }
            note("must hold strings, not \(element.kind)", at: name)
            return nil
        }
    }

    private func require<Value>(_ name: String, _ value: Value?) -> Value? {
        if value == nil, self.value(name) == nil { note("is required", at: name) }
        return value
    }
}
