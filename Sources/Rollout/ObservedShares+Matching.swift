extension ObservedShares {
    /// Exactly these shares of the traffic, and nothing for anybody else.
    ///
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
        shares.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
    }
}
