/// How many of a number of independent trials succeed.
package struct BinomialDistribution: Sendable {
    /// 0 and up.
    package let trials: Int
    /// Of one trial, 0...1.
    package let probability: Double

    package init(trials: Int, probability: Double) {
        self.trials = trials
        self.probability = probability
    }

    /// Probability of at least so many.
    package func upperTail(from successes: Int) -> Double {
        if successes <= 0 { return 1 }
        if successes > trials || probability <= 0 { return 0 }
        if probability >= 1 { return 1 }
        return Double(successes) > mean ? sumUp(from: successes) : 1 - sumDown(from: successes - 1)
    }

    /// Probability of at most so many.
    package func lowerTail(through successes: Int) -> Double {
        if successes < 0 { return 0 }
        if successes >= trials || probability <= 0 { return 1 }
        if probability >= 1 { return 0 }
        return Double(successes) < mean ? sumDown(from: successes) : 1 - sumUp(from: successes + 1)
    }

    private var mean: Double { Double(trials) * probability }

    /// A term below this part of the sum ends it.
    private static let negligible = 1e-17

    private func term(_ successes: Int) -> Double {
        let failures = trials - successes
        let ways =
            Elementary.logFactorial(trials) - Elementary.logFactorial(successes)
            - Elementary.logFactorial(failures)
        return Elementary.exp(
            ways + Double(successes) * Elementary.log(probability) + Double(failures)
                * Elementary.log1p(-probability))
    }

    private func sumUp(from successes: Int) -> Double {
        let odds = probability / (1 - probability)
        var (count, sum, term) = (successes, 0.0, term(successes))
        while term > Self.negligible * sum {
            sum += term
            term *= Double(trials - count) / Double(count + 1) * odds
            count += 1
        }
        return sum
    }

    private func sumDown(from successes: Int) -> Double {
        let odds = (1 - probability) / probability
        var (count, sum, term) = (successes, 0.0, term(successes))
        while term > Self.negligible * sum {
            sum += term
            term *= Double(count) / Double(trials - count + 1) * odds
            count -= 1
        }
        return sum
    }
}
