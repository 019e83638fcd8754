import LedgerCore

/// Takes a query's parameters one by one, and notes what is wrong with each.
struct QueryReader {
    private let query: [String: String]
    private(set) var problems: [FieldProblem] = []

    init(_ query: [String: String]) { self.query = query }

    func has(_ name: String) -> Bool { query[name] != nil }

    mutating func note(_ problem: String, at name: String) {
        problems.append(FieldProblem(pointer: name, detail: problem))
    }

    mutating func refuseUnknown(_ known: [String]) {
        for name in query.keys.sorted() where !known.contains(name) {
            note(
                "is not known here; known: \(known.joined(separator: ", "))",
                at: String(name.prefix(64)))
        }
    }

    /// - Parameter length: of bytes.
    mutating func text(_ name: String, _ length: ClosedRange<Int>) -> String? {
        guard let text = query[name] else { return nil }
        guard length.contains(text.utf8.count), !text.utf8.contains(0) else {
            note("must have \(length.lowerBound) to \(length.upperBound) bytes", at: name)
            return nil
        }
        return text
    }

    mutating func choice(_ name: String, _ values: [String]) -> String? {
        guard let text = query[name] else { return nil }
        guard values.contains(text) else {
            note("must be one of \(values.joined(separator: ", "))", at: name)
            return nil
        }
        return text
    }

    mutating func name(_ name: String) -> String? {
        guard let text = query[name] else { return nil }
        guard FieldReader.isName(text) else {
            note(FieldReader.nameRule, at: name)
            return nil
        }
        return text
    }

    mutating func id(_ name: String) -> ID? {
        guard let text = query[name] else { return nil }
        if let id = ID(text) { return id }
        note("must be a UUID", at: name)
        return nil
    }

    mutating func time(_ name: String) -> Timestamp? {
        guard let text = query[name] else { return nil }
        if let time = Timestamp(text) { return time }
        note("must be a time with its offset, such as 2026-11-24T13:02:41Z", at: name)
        return nil
    }

    mutating func whole(_ name: String, _ range: ClosedRange<Int>) -> Int? {
        guard let text = query[name] else { return nil }
        if let number = Int(text), range.contains(number) { return number }
        note(
            "must be a whole number from \(range.lowerBound) to \(range.upperBound)", at: name)
        return nil
    }

    mutating func position(_ name: String) -> Int64? {
        guard let text = query[name] else { return nil }
        if let number = Int64(text), number >= 1 { return number }
        note("must be a position, 1 or more", at: name)
        return nil
    }
}

extension Problem {
    /// Of a query's parameters; each by its name.
    static func invalidQuery(_ problems: [FieldProblem]) -> Problem {
        let all = problems.map { "\($0.pointer) \($0.detail)" }.joined(separator: "; ")
        return Problem(400, "invalid_query", all, errors: problems)
    }
}
