/// What was answered so far, by version: counters never go back when the version changes.
struct AgentMetrics: Sendable {
    private struct Version {
        var codes: [Int: Int] = [:]
        var latencies = LatencyHistogram()
    }

    private let service: String
    private var versions: [String: Version] = [:]

    init(service: String) { self.service = service }

    /// Shows a version's counters at 0 before its first request: a series that begins at 1 would
    /// hide that request from Prometheus' `increase`.
    mutating func begin(version: String) {
        guard versions[version] == nil else { return }
        versions[version] = Version(codes: [200: 0, 500: 0])
    }

    mutating func note(version: String, code: Int, seconds: Double) {
        versions[version, default: Version()].codes[code, default: 0] += 1
        versions[version, default: Version()].latencies.note(seconds: seconds)
    }

    /// Prometheus' text exposition format 0.0.4.
    var text: String {
        guard !versions.isEmpty else { return "" }
        let sorted = versions.sorted { $0.key < $1.key }
        var lines = [
            "# HELP http_requests_total Requests answered.", "# TYPE http_requests_total counter",
        ]
        for (version, counts) in sorted {
            for (code, count) in counts.codes.sorted(by: { $0.key < $1.key }) {
                lines.append("http_requests_total{\(labels(version)),code=\"\(code)\"} \(count)")
            }
        }
        lines += [
            "# HELP http_request_duration_seconds How long answers took.",
            "# TYPE http_request_duration_seconds histogram",
        ]
        for (version, counts) in sorted { lines += histogram(counts.latencies, labels(version)) }
        return lines.joined(separator: "\n") + "\n"
    }

    private func histogram(_ histogram: LatencyHistogram, _ labels: String) -> [String] {
        let name = "http_request_duration_seconds"
        return histogram.cumulative.map { label, count in
            "\(name)_bucket{\(labels),le=\"\(label)\"} \(count)"
        } + [
            "\(name)_sum{\(labels)} \(histogram.sum)",
            "\(name)_count{\(labels)} \(histogram.count)",
        ]
    }

    /// Neither a name nor a version can hold a quote, a backslash or a line's end.
    private func labels(_ version: String) -> String {
        "service=\"\(service)\",version=\"\(version)\""
    }
}
