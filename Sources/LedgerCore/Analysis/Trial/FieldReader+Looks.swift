/// The looks of a case, each a row of numbers.
extension FieldReader {
    /// Errors and requests of the canary, then of the baseline. What no source can mean, such as
    /// negative counts, is left to the judge.
    func rateLooks() -> [RateLook] {
        rows("looks", of: 4...4).compactMap { row in
            let counts = counts(row)
            return counts.map { RateLook(canary: $0.canary, baseline: $0.baseline) }
        }
    }

    /// The same, then the limit.
    func limitLooks() -> [LimitLook] {
        rows("looks", of: 5...5).compactMap { row in
            guard let counts = counts(row) else { return nil }
            guard let limit = number(row[4]) else {
                note("must have a number for the limit", at: "looks")
                return nil
            }
            return LimitLook(canary: counts.canary, baseline: counts.baseline, limit: limit)
        }
    }

    /// A point of the canary, then of the baseline; `null` is a missing one.
    func pointLooks() -> [PointLook] {
        rows("points", of: 2...2).compactMap { row in
            guard row.allSatisfy({ $0 == .null || number($0) != nil }) else {
                note("must hold numbers and null", at: "points")
                return nil
            }
            return PointLook(canary: number(row[0]), baseline: number(row[1]))
        }
    }

    /// Values of one side.
    ///
    /// - Parameter limit: how many there may be.
    func values(_ name: String, limit: Int) -> [Double] {
        guard let elements = optionalArray(name, count: 1...limit) else {
            if value(name) == nil { note("is required", at: name) }
            return []
        }
        let numbers = elements.compactMap(number)
        if numbers.count < elements.count { note("must hold numbers", at: name) }
        return numbers
    }

    private func rows(_ name: String, of width: ClosedRange<Int>) -> [[JSONValue]] {
        guard let elements = optionalArray(name, count: 1...JudgeTrial.limit) else {
            if value(name) == nil { note("is required", at: name) }
            return []
        }
        let rows = elements.compactMap { element -> [JSONValue]? in
            guard case .array(let row) = element, width.contains(row.count) else { return nil }
            return row
        }
        if rows.count < elements.count {
            note("must hold rows of \(width.lowerBound) numbers", at: name)
        }
        return rows
    }

    private func counts(_ row: [JSONValue]) -> (canary: ErrorCount, baseline: ErrorCount)? {
        let whole = row.prefix(4).compactMap { value -> Int? in
            if case .integer(let number) = value { Int(number) } else { nil }
        }
        guard whole.count == 4 else {
            note("must hold whole numbers of errors and requests", at: "looks")
            return nil
        }
        return (
            ErrorCount(errors: whole[0], requests: whole[1]),
            ErrorCount(errors: whole[2], requests: whole[3])
        )
    }

    private func number(_ value: JSONValue) -> Double? {
        switch value {
        case .integer(let whole): Double(whole)
        case .number(let number): number
        default: nil
        }
    }
}
