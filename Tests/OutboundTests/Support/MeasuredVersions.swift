import Curl
import LedgerTestKit
import Servers
import Testing

@testable import Outbound

/// A real Prometheus that has scraped two services, before and after their traffic.
final class MeasuredVersions: Sendable {
    /// Had 160 good requests and 40 failed ones, with a median of 50 ms and a p99 of 300 ms.
    static let failing = MetricsProviderContract.busyVersion
    /// Had 100 good requests, has never failed, and measures no latency.
    static let faultless = "2.0.1"
    /// Had its last requests before Prometheus came.
    static let idle = "1.9.9"
    /// Had 50 good requests in spite of its name.
    static let odd = "a\"b\\c\nd"

    let prometheus: PrometheusServer
    let client: CurlClient
    private let slots: SlotServer

    private init(prometheus: PrometheusServer, slots: SlotServer) {
        self.prometheus = prometheus
        self.slots = slots
        client = slots.client
    }

    /// The one of the suite that runs, which has the trait ``MeasuredVersionsTrait``.
    @TaskLocal static var current: MeasuredVersions?

    func stop() async {
        await prometheus.stop()
        await slots.stop()
    }

    func metrics(service: String = "agent") -> PrometheusMetrics {
        PrometheusMetrics(client: client, url: prometheus.url, service: service)
    }

    static func start() async throws -> MeasuredVersions {
        let slots = try await SlotServer.start()
        for slot in [slots.stable, slots.canary] {
            try await slots.tell(slot, "metrics", exposition(traffic: 0))
        }
        let targets = [
            PrometheusServer.Target(
                address: try slots.address(of: slots.stable), labels: ["service": "agent"]),
            PrometheusServer.Target(
                address: try slots.address(of: slots.canary), labels: ["service": "other"]),
        ]
        let prometheus = try await PrometheusServer.start(
            in: slots.directory.path, targets: targets)
        let versions = MeasuredVersions(prometheus: prometheus, slots: slots)
        let samples = "min(count_over_time(http_requests_total[10m]))"
        try await versions.wait(for: samples) { $0 >= 2 }
        try await slots.tell(slots.stable, "metrics", exposition(traffic: 1))
        try await slots.tell(slots.canary, "metrics", exposition(traffic: 1000))
        let increase = "min(increase(http_requests_total{version=\"2.0.0\",code=\"500\"}[10m]))"
        try await versions.wait(for: increase) { $0 >= 30 }
        return versions
    }

    private func wait(for query: String, _ isReached: (Double) -> Bool) async throws {
        let source = PrometheusSource(client: client, url: prometheus.url)
        let deadline = ContinuousClock.now + .seconds(30)
        while !(await source.ask(query).number.map(isReached) ?? false) {
            try #require(.now < deadline, "Prometheus never says so of \(query)")
            try await slots.wait()
        }
    }

    /// What a service says of itself, after so many times the traffic described above.
    private static func exposition(traffic: Int) -> String {
        """
        http_requests_total{version="2.0.0",code="200"} \(160 * traffic)
        http_requests_total{version="2.0.0",code="500"} \(40 * traffic)
        http_request_duration_seconds_bucket{version="2.0.0",le="0.05"} \(100 * traffic)
        http_request_duration_seconds_bucket{version="2.0.0",le="0.1"} \(196 * traffic)
        http_request_duration_seconds_bucket{version="2.0.0",le="0.5"} \(200 * traffic)
        http_request_duration_seconds_bucket{version="2.0.0",le="+Inf"} \(200 * traffic)
        http_requests_total{version="2.0.1",code="200"} \(100 * traffic)
        http_requests_total{version="1.9.9",code="200"} 5
        http_requests_total{version="a\\"b\\\\c\\nd",code="200"} \(50 * traffic)

        """
    }
}
