import LedgerCore

/// A measurement as the log holds most of: about 500 bytes of JSON.
enum SamplePayload {
    static let json = SampleEvent.Recorded(
        deployment: ID(high: 0x0193_5d3a_2b4c_7d5e, low: 0x8f60_7182_93a4_b5c6), stage: 1,
        role: .canary, version: "2026.11.24-1", windowSeconds: 30,
        measurement: Measurement(
            answer: .value(
                .init(
                    requests: 1843, errors: 3, latencyMillisecondsP50: 182.5,
                    latencyMillisecondsP99: 941.75)),
            provider: "prometheus",
            query:
                #"histogram_quantile(0.99, sum by (le) (rate(http_request_duration_seconds_bucket"#
                + #"{service="support-agent",version="2026.11.24-1"}[30s]))); sum(increase("#
                + #"http_requests_total{service="support-agent",version="2026.11.24-1"}[30s]))"#)
    ).json
}
