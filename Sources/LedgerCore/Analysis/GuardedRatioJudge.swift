/// `guarded-ratio/1`: the chapter's rule, with guards against what made it abort good versions.
///
/// Each condition is judged on the window since the observed traffic change. The chapter fails a
/// canary that is 10 % worse than the baseline at any look; with a quiet baseline the first error
/// does that. Here a rate fails only with ``AnalysisSettings/minErrors`` errors, by more than
/// ``minimumRateDifference`` and by more than chance explains (``minimumStandardErrors``), a latency
/// only by more than ``minimumLatencyDifference``.
package enum GuardedRatioJudge {
    package static let name = "guarded-ratio/1"
    /// 0.1 percentage points: a smaller difference of rates is not worth an abort.
    package static let minimumRateDifference = 0.001
    /// Chance alone makes two equal versions differ by as much in one look of a thousand; with two,
    /// looks come by it so often that two of five equal versions are taken back.
    package static let minimumStandardErrors = 3.0
    /// 25 ms: quantiles from histogram buckets differ by as much between equal versions.
    package static let minimumLatencyDifference = 25.0

    /// - Parameter baseline: of the stable version in the same window; `nil` when it has no traffic
    ///   to be compared with.
    package static func judge(
        canary: Measurement, baseline: Measurement?, criteria: Criteria, settings: AnalysisSettings
    ) -> Verdict {
        let values: Measurement.Values
        switch usable(canary, as: "canary", settings) {
        case .success(let found): values = found
        case .failure(let unusable): return Verdict(unusable.check.result, checks: [unusable.check])
        }
        var checks = absolute(values, criteria, settings)
        if let baseline {
            switch usable(baseline, as: "baseline", settings) {
            case .success(let found): checks += relative(values, to: found, settings)
            case .failure(let unusable): checks.append(unusable.check)
            }
        }
        return Verdict(.ok, checks: []).adding(criteria.marking(checks))
    }

    private struct Unusable: Error { let check: Check }

    private static func usable(
        _ measurement: Measurement, as role: String, _ settings: AnalysisSettings
    ) -> Result<Measurement.Values, Unusable> {
        switch measurement.answer {
        case .error(let detail): .failure(Unusable(check: Check(role, .error, detail: detail)))
        case .noData(let detail): .failure(Unusable(check: Check(role, .noData, detail: detail)))
        case .value(let values) where values.requests < settings.minRequests:
            .failure(
                Unusable(
                    check: Check(
                        "\(role)_requests", .insufficient, value: Double(values.requests),
                        limit: Double(settings.minRequests))))
        case .value(let values) where !(0...values.requests).contains(values.errors):
            .failure(Unusable(check: Check(role, .error, detail: "more errors than requests")))
        case .value(let values): .success(values)
        }
    }

    private static func absolute(
        _ canary: Measurement.Values, _ criteria: Criteria, _ settings: AnalysisSettings
    ) -> [Check] {
        var checks: [Check] = []
        if let limit = criteria.maxErrorRate, let rate = canary.errorRate {
            let fails = rate > limit && canary.errors >= settings.minErrors
            checks.append(Check("max_error_rate", fails ? .fail : .ok, value: rate, limit: limit))
        }
        if let limit = criteria.minSuccessRate, let rate = canary.errorRate {
            let fails = 1 - rate < limit && canary.errors >= settings.minErrors
            checks.append(
                Check("min_success_rate", fails ? .fail : .ok, value: 1 - rate, limit: limit))
        }
        if let limit = criteria.maxLatencyMillisecondsP50 {
            checks.append(latency("max_latency_p50", canary.latencyMillisecondsP50, limit))
        }
        if let limit = criteria.maxLatencyMillisecondsP99 {
            checks.append(latency("max_latency_p99", canary.latencyMillisecondsP99, limit))
        }
        checks += criteria.metrics.map { $0.check([canary.metrics[$0.name]], patience: 1) }
        return checks
    }

    private static func relative(
        _ canary: Measurement.Values, to baseline: Measurement.Values, _ settings: AnalysisSettings
    ) -> [Check] {
        var checks: [Check] = []
        let factor = 1 + settings.allowedIncrease
        if let rate = canary.errorRate, let base = baseline.errorRate {
            let limit = max(
                base * factor, base + minimumRateDifference,
                base + minimumStandardErrors * standardError(canary, baseline))
            let fails = rate > limit && canary.errors >= settings.minErrors
            checks.append(
                Check("error_rate_against_baseline", fails ? .fail : .ok, value: rate, limit: limit)
            )
        }
        if let base = baseline.latencyMillisecondsP99, base.isFinite,
            canary.latencyMillisecondsP99 != nil
        {
            let limit = max(base * factor, base + minimumLatencyDifference)
            checks.append(
                latency("latency_p99_against_baseline", canary.latencyMillisecondsP99, limit))
        }
        return checks
    }

    /// Of the difference of two rates, as if both versions were the same.
    private static func standardError(
        _ canary: Measurement.Values, _ baseline: Measurement.Values
    ) -> Double {
        let (requests, others) = (Double(canary.requests), Double(baseline.requests))
        let rate = Double(canary.errors + baseline.errors) / (requests + others)
        return (rate * (1 - rate) * (1 / requests + 1 / others)).squareRoot()
    }

    private static func latency(_ name: String, _ value: Double?, _ limit: Double) -> Check {
        guard let value, value.isFinite else {
            return Check(name, .noData, limit: limit, detail: "no latencies")
        }
        return Check(name, value > limit ? .fail : .ok, value: value, limit: limit)
    }
}
