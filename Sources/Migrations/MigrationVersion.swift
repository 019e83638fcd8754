/// Where a migration stands in the order: groups of digits that are compared as numbers.
///
/// `2` comes before `10` and `1.9` before `1.10`, which strings get wrong under any locale. Leading
/// zeros, and groups of zero at the end, say nothing: `01`, `1` and `1.0` are the same version.
package struct MigrationVersion: Sendable, Hashable {
    /// Digits without leading zeros, so that the longer one is the greater; never empty.
    private let groups: [String]

    /// - Parameter text: digits, in groups that `.` or `_` parts; `nil` for anything else.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(omittingEmptySubsequences: false) { $0 == "." || $0 == "_" }
        guard parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(Self.isDigit) }) else {
            return nil
        }
        var groups = parts.map { part in
            let digits = part.drop { $0 == "0" }
            return digits.isEmpty ? "0" : String(digits)
        }
        while groups.count > 1, groups.last == "0" { groups.removeLast() }
        self.groups = groups
    }

    /// Before the first migration: what a rollback of everything goes to.
    package static let zero = MigrationVersion(groups: ["0"])

    private init(groups: [String]) { self.groups = groups }

    private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
}

extension MigrationVersion: Comparable {
    package static func < (left: Self, right: Self) -> Bool {
        for (one, other) in zip(left.groups, right.groups) where one != other {
            return (one.utf8.count, one) < (other.utf8.count, other)
        }
        return left.groups.count < right.groups.count
    }
}

extension MigrationVersion: CustomStringConvertible {
    /// The one way to write it, which is also what the database stores.
    package var description: String { groups.joined(separator: ".") }
}

extension MigrationVersion: ExpressibleByIntegerLiteral {
    package init(integerLiteral value: UInt64) { self.init(groups: ["\(value)"]) }
}
