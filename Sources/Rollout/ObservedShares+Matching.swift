import LedgerCore

extension ObservedShares {
    /// Exactly what the split asks for, and nothing for anybody else.
    func matches(_ split: TrafficSplit, _ settings: ServiceSettings) -> Bool {
        users == settings.users(of: split) && matches(settings.shares(of: split))
    }

    /// - Parameter wanted: relative weights by target.
    func matches(_ wanted: [String: Int]) -> Bool {
        let found = weights ?? shares
        let (wantedSum, foundSum) = (wanted.values.reduce(0, +), found.values.reduce(0, +))
        guard (wantedSum == 0) == (foundSum == 0) else { return false }
        // Two ratios are the same when their cross products are: no rounding hides a difference.
        return Set(wanted.keys).union(found.keys).allSatisfy { target in
            (found[target] ?? 0) * wantedSum == (wanted[target] ?? 0) * foundSum
        }
    }

    /// For messages, such as `a=95 b=5`.
    var text: String {
        let shares = shares.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        let users = users.map { ["users by \($0.rule.trait.text) to \($0.place)"] } ?? []
        return (shares + users).joined(separator: " ")
    }
}
