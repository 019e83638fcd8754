/// Adds measurements of one version up.
///
/// Counts add up exactly. A quantile of all cannot be known from those of the parts: it lies between
/// them, as their mean by requests does, which is taken for it, and for named metrics.
struct MeasurementSum: Sendable {
    private(set) var requests = 0
    private var errors = 0
    private var p50 = WeightedMean()
    private var p95 = WeightedMean()
    private var p99 = WeightedMean()
    private var metrics: [String: WeightedMean] = [:]

    mutating func add(_ values: Measurement.Values) {
        requests += values.requests
        errors += values.errors
        p50.add(values.latencyMillisecondsP50, times: values.requests)
        p95.add(values.latencyMillisecondsP95, times: values.requests)
        p99.add(values.latencyMillisecondsP99, times: values.requests)
        for (name, value) in values.metrics
        where metrics[name] != nil || metrics.count < NamedMetrics.limit {
            metrics[name, default: WeightedMean()].add(value, times: values.requests)
        }
    }

    var values: Measurement.Values {
        Measurement.Values(
            requests: requests, errors: errors, latencyMillisecondsP50: p50.value,
            latencyMillisecondsP95: p95.value, latencyMillisecondsP99: p99.value,
            metrics: metrics.compactMapValues(\.value))
    }
}

/// What is missing has no weight.
struct WeightedMean: Sendable {
    private var sum = 0.0
    private var weight = 0.0

    mutating func add(_ value: Double?, times count: Int) {
        guard let value, count > 0 else { return }
        sum += value * Double(count)
        weight += Double(count)
    }

    /// `nil` of nothing.
    var value: Double? { weight > 0 ? sum / weight : nil }
}
