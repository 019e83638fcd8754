extension ObservedShares {
    /// Exactly these shares, and nothing for anybody else.
    func matches(_ wanted: [String: Int]) -> Bool {
        shares.allSatisfy { target, percent in percent == wanted[target] ?? 0 }
            && wanted.allSatisfy { target, percent in percent == shares[target] ?? 0 }
    }

    /// For messages, such as `a=95 b=5`.
    var text: String {
        shares.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
    }
}
