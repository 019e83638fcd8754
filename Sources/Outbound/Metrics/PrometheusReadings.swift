import LedgerCore

/// The answers to all queries about one version in one window.
struct PrometheusReadings {
    let requests: PrometheusReading
    let errorRate: PrometheusReading
    let latencySecondsP50: PrometheusReading
    let latencySecondsP95: PrometheusReading
    let latencySecondsP99: PrometheusReading
    var metrics: [String: PrometheusReading] = [:]

    /// An error anywhere is an error; a latency that is missing is missing, as not everybody
    /// measures it; nothing else may be.
    var answer: Measurement.Answer {
        let readings =
            [
                requests, errorRate, latencySecondsP50, latencySecondsP95, latencySecondsP99,
            ] + metrics.sorted { $0.key < $1.key }.map(\.value)
        if let error = readings.lazy.compactMap(\.error).first { return .error(error) }
        guard let requests = requests.number else {
            return .noData(
                self.requests == .empty
                    ? "No series of this version in the window" : "No number of requests")
        }
        guard let count = Int(exactly: max(0, requests).rounded()), count > 0 else {
            return .noData("No requests in the window")
        }
        guard let rate = errorRate.number, (0...1).contains(rate) else {
            return .noData("No error rate in the window")
        }
        return .value(
            Measurement.Values(
                requests: count, errors: Int((Double(count) * rate).rounded()),
                latencyMillisecondsP50: latencySecondsP50.number.map { $0 * 1000 },
                latencyMillisecondsP95: latencySecondsP95.number.map { $0 * 1000 },
                latencyMillisecondsP99: latencySecondsP99.number.map { $0 * 1000 },
                metrics: metrics.compactMapValues(\.number)))
    }
}
