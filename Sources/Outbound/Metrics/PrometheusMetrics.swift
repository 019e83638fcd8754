package import Curl
package import LedgerCore
import Rollout

/// Request counters and latency histograms in Prometheus, by the labels `service` and `version`.
///
/// Read are `http_requests_total` with the label `code`, and
/// `http_request_duration_seconds_bucket`.
package struct PrometheusMetrics: MetricsProvider {
    var source: PrometheusSource
    private let service: String

    /// - Parameters:
    ///   - url: base of the API, such as `http://prometheus:9090`.
    ///   - service: value of the series' label.
    package init(client: CurlClient, url: String, service: String) {
        source = PrometheusSource(client: client, url: url)
        self.service = service
    }

    package func measure(version: String, windowSeconds: Int) async -> Measurement {
        let queries = PrometheusQueries(
            service: service, version: version, windowSeconds: windowSeconds)
        async let requests = source.ask(queries.requests)
        async let errorRate = source.ask(queries.errorRate)
        async let p50 = source.ask(queries.latencySeconds(quantile: "0.5"))
        async let p95 = source.ask(queries.latencySeconds(quantile: "0.95"))
        async let p99 = source.ask(queries.latencySeconds(quantile: "0.99"))
        let readings = await PrometheusReadings(
            requests: requests, errorRate: errorRate, latencySecondsP50: p50,
            latencySecondsP95: p95, latencySecondsP99: p99)
        return Measurement(answer: readings.answer, provider: "prometheus", query: queries.all)
    }
}
