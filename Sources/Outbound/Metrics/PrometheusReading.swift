/// What Prometheus says to one query.
enum PrometheusReading: Sendable, Equatable {
    /// Finite.
    case number(Double)
    /// No series match, or too few samples are in the window.
    case empty
    /// Series match, but nothing happened: NaN, and an infinity for a quantile.
    case notANumber
    /// No answer, or none to the question; safe for a log.
    case error(String)

    init(_ number: Double) { self = number.isFinite ? .number(number) : .notANumber }

    var number: Double? {
        if case .number(let number) = self { number } else { nil }
    }

    var error: String? {
        if case .error(let text) = self { text } else { nil }
    }
}
