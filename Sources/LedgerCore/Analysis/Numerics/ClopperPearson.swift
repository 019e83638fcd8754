/// The exact interval for a rate of errors, for display.
package enum ClopperPearson {
    /// - Parameters:
    ///   - errors: 0...requests.
    ///   - requests: 1 and up.
    ///   - confidence: above 0, below 1.
    /// - Returns: rates, 0...1.
    package static func interval(
        errors: Int, requests: Int, confidence: Double
    ) -> ClosedRange<Double> {
        let tail = (1 - confidence) / 2
        let low =
            errors == 0
            ? 0
            : crossing { rate in
                BinomialDistribution(trials: requests, probability: rate)
                    .upperTail(from: errors) > tail
            }
        let high =
            errors == requests
            ? 1
            : crossing { rate in
                BinomialDistribution(trials: requests, probability: rate)
                    .lowerTail(through: errors) < tail
            }
        return low...max(low, high)
    }

    /// Where a condition that holds at high rates begins to.
    private static func crossing(_ holds: (Double) -> Bool) -> Double {
        var (low, high) = (0.0, 1.0)
        for _ in 1...100 {
            let middle = (low + high) / 2
            // Between neighbours there is nothing left to halve.
            guard low < middle, middle < high else { break }
            if holds(middle) { high = middle } else { low = middle }
        }
        return (low + high) / 2
    }
}
