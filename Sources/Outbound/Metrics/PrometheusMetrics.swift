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
    private let named: [String: String]

    /// - Parameters:
    ///   - url: base of the API, such as `http://prometheus:9090`.
    ///   - service: value of the series' label.
    ///   - queries: of further numbers, by name.
    package init(
        client: CurlClient, url: String, service: String, queries: [String: String] = [:]
    ) {
        source = PrometheusSource(client: client, url: url)
        self.service = service
        self.named = queries
    }

    package func measure(version: String, windowSeconds: Int) async -> Measurement {
        let queries = PrometheusQueries(
            service: service, version: version, windowSeconds: windowSeconds, named: named)
        async let requests = source.ask(queries.requests)
        async let errorRate = source.ask(queries.errorRate)
        async let p50 = source.ask(queries.latencySeconds(quantile: "0.5"))
        async let p95 = source.ask(queries.latencySeconds(quantile: "0.95"))
        async let p99 = source.ask(queries.latencySeconds(quantile: "0.99"))
        async let metrics = metrics(queries.named)
        let readings = await PrometheusReadings(
            requests: requests, errorRate: errorRate, latencySecondsP50: p50,
            latencySecondsP95: p95, latencySecondsP99: p99, metrics: metrics)
        return Measurement(answer: readings.answer, provider: "prometheus", query: queries.all)
    }

    private func metrics(_ queries: [String: String]) async -> [String: PrometheusReading] {
        await withTaskGroup { group in
            for (name, query) in queries {
                group.addTask { (name, await source.ask(query)) }
            }
            return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
    }
}
