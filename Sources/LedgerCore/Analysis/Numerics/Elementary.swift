/// The functions that the judges need, of IEEE 754 operations alone.
///
/// A C library may round its own differently in its next release, or on another processor; these
/// give the same bits everywhere and for ever, so that an old verdict can be worked out again. All
/// are within a few units in the last place of the true value.
package enum Elementary {
    /// Natural logarithm; minus infinity at 0, not a number below.
    package static func log(_ x: Double) -> Double {
        guard x > 0, x.isFinite else { return x == 0 ? -.infinity : x > 0 ? x : .nan }
        let isUpper = x.significand > 2.0.squareRoot()
        let exponent = Double(Int(x.exponent) + (isUpper ? 1 : 0))
        let significand = isUpper ? x.significand / 2 : x.significand
        // `exponent * ln2High` is exact.
        return exponent * ln2High + (logNearOne(significand - 1) + exponent * ln2Low)
    }

    /// ln(1 + x), exact for small x too.
    package static func log1p(_ x: Double) -> Double {
        (0.5.squareRoot() - 1...2.0.squareRoot() - 1).contains(x) ? logNearOne(x) : log(1 + x)
    }

    /// e to the power of x; 0 and infinity beyond what a double holds.
    package static func exp(_ x: Double) -> Double {
        guard !x.isNaN else { return x }
        guard x > -746 else { return 0 }
        guard x < 710 else { return .infinity }
        let exponent = (x / ln2High).rounded()
        let rest = (x - exponent * ln2High) - exponent * ln2Low
        // Taylor; |rest| <= ln 2 / 2, so the first term left out is below 2e-18.
        var (sum, order) = (1.0, 14.0)
        while order > 0 {
            sum = 1 + sum * rest / order
            order -= 1
        }
        return Double(sign: .plus, exponent: Int(exponent), significand: sum)
    }

    /// ln(e^a + e^b) without overflow; minus infinity stands for 0.
    package static func logAddExp(_ a: Double, _ b: Double) -> Double {
        let (low, high) = (min(a, b), max(a, b))
        return low == -.infinity ? high : high + log1p(exp(low - high))
    }

    /// ln of the sum of e to each of the powers.
    package static func logSumExp(_ powers: [Double]) -> Double {
        powers.reduce(-.infinity, logAddExp)
    }

    /// ln(n!), for n >= 0.
    package static func logFactorial(_ n: Int) -> Double {
        // 18! is the last that a double holds exactly and Stirling's series does not need.
        if n <= 18 { return log((0..<n).reduce(1.0) { $0 * Double($1 + 1) }) }
        let x = Double(n) + 1
        let inverse = 1 / x
        let square = inverse * inverse
        let correction =
            inverse * (1 / 12.0 - square * (1 / 360.0 - square * (1 / 1260.0 - square / 1680)))
        return (x - 0.5) * log(x) - x + halfLog2Pi + correction
    }

    /// ln(1 + f) = 2 artanh(f / (2 + f)), for 1 + f from the root of a half to that of two.
    private static func logNearOne(_ f: Double) -> Double {
        let s = f / (2 + f)
        let square = s * s
        // s^2 < 0.0295, so the first term left out is below 2e-19 of the sum.
        var (sum, odd) = (0.0, 23.0)
        while odd > 1 {
            sum = (sum + 1 / odd) * square
            odd -= 2
        }
        return 2 * s + 2 * s * sum
    }

    /// ln 2 in two parts; the first has 21 zeros at its end, so its small multiples are exact.
    private static let ln2High = 0x1.62e42feep-1
    private static let ln2Low = 0x1.a39ef35793c76p-33
    /// ln(2 pi) / 2.
    private static let halfLog2Pi = 0.9189385332046727
}
