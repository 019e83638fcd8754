/// The normal distribution with mean 0 and deviation 1.
package enum NormalDistribution {
    /// Probability of a value up to t.
    package static func cumulative(_ t: Double) -> Double {
        t < 0 ? upperTail(-t) : 1 - upperTail(t)
    }

    /// Probability of a value of t or more, exact far out too: it is no difference of near ones.
    package static func upperTail(_ t: Double) -> Double {
        if t < 0 { return 1 - upperTail(-t) }
        return t < 3 ? 0.5 - density(t) * series(t) : density(t) / continuedFraction(t)
    }

    package static func density(_ t: Double) -> Double {
        // 1 / sqrt(2 pi).
        0.3989422804014327 * Elementary.exp(-t * t / 2)
    }

    /// t + t^3/3 + t^5/(3 5) + ...: the area from 0 to t, over the density at t.
    private static func series(_ t: Double) -> Double {
        var (sum, term, odd) = (t, t, 3.0)
        while term > 1e-18 * sum {
            term *= t * t / odd
            sum += term
            odd += 2
        }
        return sum
    }

    /// t + 1/(t + 2/(t + 3/(t + ...))): the density at t, over the area beyond it; for t >= 3.
    private static func continuedFraction(_ t: Double) -> Double {
        stride(from: 60.0, through: 1, by: -1).reduce(t) { t + $1 / $0 }
    }
}
