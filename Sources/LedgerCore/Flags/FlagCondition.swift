/// One question about an attribute of the context.
///
/// An attribute that is absent, or of another kind than is asked for, is no match; only `not_in`
/// holds then.
package struct FlagCondition: Sendable, Equatable {
    package enum Operator: String, Sendable, CaseIterable {
        case isIn = "in"
        case isNotIn = "not_in"
        case equals = "eq"
        case isLess = "lt"
        case isAtMost = "le"
        case isMore = "gt"
        case isAtLeast = "ge"
        case startsWith = "starts_with"
        case endsWith = "ends_with"
        case contains
        /// A regular expression, anywhere in the text.
        case matches
        case versionEquals = "semver_eq"
        case versionIsLess = "semver_lt"
        case versionIsAtMost = "semver_le"
        case versionIsMore = "semver_gt"
        case versionIsAtLeast = "semver_ge"
        case isBefore = "before"
        case isAfter = "after"
    }

    package let attribute: String
    package let comparison: Operator
    /// One of them must fit; comparisons of size have exactly one.
    package let values: [JSONValue]
    /// Those of ``values`` that are regular expressions.
    private let patterns: [TextPattern]

    package static let maximumValues = 1000

    package init(attribute: String, comparison: Operator, values: [JSONValue]) {
        self.attribute = attribute
        self.comparison = comparison
        self.values = values
        patterns =
            comparison == .matches
            ? values.compactMap { value in
                if case .string(let text) = value { TextPattern(text) } else { nil }
            } : []
    }

    func holds(for context: FlagContext) -> Bool {
        guard let given = context.attribute(attribute) else { return comparison == .isNotIn }
        if comparison == .matches {
            guard case .string(let text) = given else { return false }
            return patterns.contains { $0.matches(text) }
        }
        return comparison == .isNotIn
            ? !values.contains { given.isExactly($0) } : values.contains { fits(given, $0) }
    }

    private func fits(_ given: JSONValue, _ wanted: JSONValue) -> Bool {
        switch (comparison, given, wanted) {
        case (.isIn, _, _), (.equals, _, _), (.isNotIn, _, _): given.isExactly(wanted)
        case (.startsWith, .string(let text), .string(let part)):
            text.utf8.starts(with: part.utf8)
        case (.endsWith, .string(let text), .string(let part)):
            text.utf8.reversed().starts(with: part.utf8.reversed())
        case (.contains, .string(let text), .string(let part)): text.utf8.holds(part.utf8)
        case (_, .string(let text), .string(let limit)): compares(text, limit)
        default: compares(given.double, wanted.double)
        }
    }

    private func compares(_ given: Double?, _ limit: Double?) -> Bool {
        guard let given, let limit else { return false }
        return switch comparison {
        case .isLess: given < limit
        case .isAtMost: given <= limit
        case .isMore: given > limit
        case .isAtLeast: given >= limit
        default: false
        }
    }

    private func compares(_ given: String, _ limit: String) -> Bool {
        if comparison == .isBefore || comparison == .isAfter {
            guard let given = Timestamp(zonelessAsUTC: given),
                let limit = Timestamp(zonelessAsUTC: limit)
            else { return false }
            return comparison == .isBefore ? given < limit : given > limit
        }
        guard let given = SemanticVersion(given), let limit = SemanticVersion(limit) else {
            return false
        }
        return switch comparison {
        case .versionEquals: !(given < limit) && !(limit < given)
        case .versionIsLess: given < limit
        case .versionIsAtMost: !(limit < given)
        case .versionIsMore: limit < given
        case .versionIsAtLeast: !(given < limit)
        default: false
        }
    }
}

extension JSONValue {
    /// The same kind and value; texts by their bytes, numbers by their size.
    fileprivate func isExactly(_ other: JSONValue) -> Bool {
        switch (self, other) {
        case (.string(let left), .string(let right)): left.hasSameBytes(as: right)
        case (.bool(let left), .bool(let right)): left == right
        default: double != nil && double == other.double
        }
    }

    fileprivate var double: Double? {
        switch self {
        case .integer(let number): Double(number)
        case .number(let number): number
        default: nil
        }
    }
}

extension String.UTF8View {
    /// Whether the bytes of another text are among these, one behind the other.
    fileprivate func holds(_ part: String.UTF8View) -> Bool {
        guard let first = part.first else { return true }
        var rest = self[...]
        while let start = rest.firstIndex(of: first) {
            rest = rest[start...]
            if rest.starts(with: part) { return true }
            rest = rest.dropFirst()
        }
        return false
    }
}
