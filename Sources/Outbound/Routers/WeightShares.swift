/// Turns a router's weights into percent.
enum WeightShares {
    /// Shares of the sum of all weights, rounded, but never to 0 or 100 what is only close to it:
    /// a target with any weight shows at least 1, and 100 means that it has everything.
    static func percent(of weights: [(name: String, weight: Int)]) -> [String: Int] {
        let total = weights.reduce(0) { $0 + $1.weight }
        let shares = weights.map { ($0.name, percent($0.weight, of: total)) }
        return Dictionary(shares) { first, _ in first }
    }

    private static func percent(_ weight: Int, of total: Int) -> Int {
        if weight == 0 || weight == total { return weight == 0 ? 0 : 100 }
        return min(99, max(1, (200 * weight + total) / (2 * total)))
    }
}
