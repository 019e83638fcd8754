/// A share of the users in hundredths of a percent: exact, where a double is not.
package struct FlagPercentage: Sendable, Hashable {
    /// 0...10,000 when it was checked; anything in what was not.
    package let hundredths: Int

    package static let none = FlagPercentage(hundredths: 0)
    package static let all = FlagPercentage(hundredths: 10_000)

    package init(hundredths: Int) { self.hundredths = hundredths }

    /// A percentage as JSON has it.
    ///
    /// With more than two decimals it is the next hundredth up: nobody below it is left out.
    init(rounding percent: Double) {
        let scaled = min(max(percent, -1e9), 1e9) * 100
        let nearest = scaled.rounded()
        let isExact = abs(scaled - nearest) < 1e-6
        hundredths = Int(isExact ? nearest : scaled.rounded(.up))
    }

    /// Whether it has at most two decimals.
    static func isExact(_ percent: Double) -> Bool {
        abs(percent * 100 - (percent * 100).rounded()) < 1e-6
    }

    func includes(_ bucket: FlagBucket) -> Bool { bucket.position < hundredths }

    package var json: JSONValue {
        hundredths % 100 == 0
            ? .integer(hundredths / 100) : .number(Double(hundredths) / 100)
    }
}
