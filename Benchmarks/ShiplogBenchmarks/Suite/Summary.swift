/// The rounds of one measurement.
struct Summary: Sendable, Equatable {
    let median: Double
    let minimum: Double
    let maximum: Double

    /// - Parameter values: one for each round, at least one.
    init(_ values: [Double]) {
        let sorted = values.sorted()
        precondition(!sorted.isEmpty, "a measurement has at least one round")
        let middle = sorted.count / 2
        median =
            sorted.count.isMultiple(of: 2)
            ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
        minimum = sorted[0]
        maximum = sorted[sorted.count - 1]
    }

    /// Such as `2.61 (2.40–2.93)`.
    var text: String {
        "\(median.threeDigits) (\(minimum.threeDigits)–\(maximum.threeDigits))"
    }
}

extension Double {
    /// Three significant digits, or the whole number when it has more.
    var threeDigits: String {
        let size = magnitude
        if size >= 1000 { return "\(Int(rounded()))" }
        let decimals = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3
        return fixed(decimals)
    }

    private func fixed(_ decimals: Int) -> String {
        var factor = 1.0
        for _ in 0..<decimals { factor *= 10 }
        let whole = Int((magnitude * factor).rounded())
        let digits = String(whole)
        let sign = self < 0 && whole > 0 ? "-" : ""
        guard decimals > 0 else { return sign + digits }
        let missing = max(0, decimals + 1 - digits.count)
        let padded = String(repeating: "0", count: missing) + digits
        return "\(sign)\(padded.dropLast(decimals)).\(padded.suffix(decimals))"
    }
}
