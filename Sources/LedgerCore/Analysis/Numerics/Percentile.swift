/// Quantiles of a few values.
package enum Percentile {
    /// Interpolates between order statistics: type 7 of Hyndman and Fan, which R, NumPy and
    /// spreadsheets have as their standard.
    ///
    /// - Parameters:
    ///   - percent: 0...100.
    ///   - values: finite, in any order.
    /// - Returns: `nil` for no values.
    package static func r7(_ percent: Double, of values: [Double]) -> Double? {
        guard !values.isEmpty else { return nil }
        let sorted = values.sorted()
        let position = Double(sorted.count - 1) * min(max(percent, 0), 100) / 100
        let below = Int(position)
        let above = min(below + 1, sorted.count - 1)
        return sorted[below] + (position - Double(below)) * (sorted[above] - sorted[below])
    }
}
