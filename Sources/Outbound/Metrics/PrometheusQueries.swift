/// What is asked about one version of one service, over a window that ends now.
struct PrometheusQueries {
    private let labels: String
    private let window: String
    /// The settings' own, by name.
    let named: [String: String]

    init(service: String, version: String, windowSeconds: Int, named: [String: String] = [:]) {
        self.named = named.mapValues { query in
            query.replacing("{{service}}", with: PrometheusQueries.escaped(service))
                .replacing("{{version}}", with: PrometheusQueries.escaped(version))
                .replacing("{{window}}", with: "\(windowSeconds)s")
        }
        let service = PrometheusQueries.quoted(service)
        labels = "service=\(service),version=\(PrometheusQueries.quoted(version))"
        window = "[\(windowSeconds)s]"
    }

    /// How many there were; extrapolated to the window's ends, so rarely a whole number.
    var requests: String {
        "sum by (version) (increase(http_requests_total{\(labels)}\(window)))"
    }

    /// 0...1; without the second part a version that never failed would have no answer.
    var errorRate: String {
        let all = "sum by (version) (rate(http_requests_total{\(labels)}\(window)))"
        let failed =
            "sum by (version) (rate(http_requests_total{\(labels),code=~\"5..\"}\(window)))"
        return "(\(failed) or 0 * \(all)) / \(all)"
    }

    /// - Parameter quantile: 0...1, as it stands in the query.
    func latencySeconds(quantile: String) -> String {
        let buckets = "http_request_duration_seconds_bucket{\(labels)}\(window)"
        return "histogram_quantile(\(quantile), sum by (version, le) (rate(\(buckets))))"
    }

    /// Every query, one a line.
    var all: String {
        ([requests, errorRate] + ["0.5", "0.95", "0.99"].map { latencySeconds(quantile: $0) }
            + named.sorted { $0.key < $1.key }.map(\.value))
            .joined(separator: "\n")
    }

    /// A PromQL string: values come from users, and must not end it.
    private static func quoted(_ value: String) -> String { "\"\(escaped(value))\"" }

    private static func escaped(_ value: String) -> String {
        let escaped = value.unicodeScalars.map { scalar in
            switch scalar {
            case "\\": "\\\\"
            case "\"": "\\\""
            case "\n": "\\n"
            default: String(scalar)
            }
        }
        return escaped.joined()
    }
}
