/// An HTTP endpoint that answers a question about one version in one window with one JSON document.
package struct JSONMetricsSettings: Sendable, Equatable {
    /// With ``versionPlace`` and ``windowPlace``, which are replaced by what is asked for.
    package let url: String
    /// How many there were in the window, and how many of them failed.
    package let requests: JSONPath
    package let errors: JSONPath
    /// Milliseconds; `nil` when the endpoint does not measure it.
    package let latencyMillisecondsP50: JSONPath?
    package let latencyMillisecondsP95: JSONPath?
    package let latencyMillisecondsP99: JSONPath?
    /// Of further numbers, by the names that they get.
    package let metrics: [String: JSONPath]

    package static let versionPlace = "{version}"
    package static let windowPlace = "{window_seconds}"

    package init(
        url: String, requests: JSONPath, errors: JSONPath,
        latencyMillisecondsP50: JSONPath? = nil, latencyMillisecondsP95: JSONPath? = nil,
        latencyMillisecondsP99: JSONPath? = nil, metrics: [String: JSONPath] = [:]
    ) {
        self.url = url
        self.requests = requests
        self.errors = errors
        self.latencyMillisecondsP50 = latencyMillisecondsP50
        self.latencyMillisecondsP95 = latencyMillisecondsP95
        self.latencyMillisecondsP99 = latencyMillisecondsP99
        self.metrics = metrics
    }
}

extension JSONMetricsSettings {
    /// `nil` when a problem was noted.
    init?(_ fields: FieldReader) {
        let url = fields.metricsURL("url")
        let paths = fields.object("paths")
        let requests = paths.path("requests")
        let errors = paths.path("errors")
        let p50 = paths.optionalPath("p50")
        let p95 = paths.optionalPath("p95")
        let p99 = paths.optionalPath("p99")
        let metrics = paths.named("metrics") { $0.optionalPath($1) }
        paths.refuseUnknownFields()
        guard let url, let requests, let errors else { return nil }
        self.init(
            url: url, requests: requests, errors: errors, latencyMillisecondsP50: p50,
            latencyMillisecondsP95: p95, latencyMillisecondsP99: p99, metrics: metrics)
    }

    var json: JSONObject {
        [
            "kind": "json", "url": .string(url),
            "paths": .object([
                "requests": .string(requests.text), "errors": .string(errors.text),
                "p50": .string(latencyMillisecondsP50?.text),
                "p95": .string(latencyMillisecondsP95?.text),
                "p99": .string(latencyMillisecondsP99?.text),
                "metrics": metrics.isEmpty
                    ? nil
                    : .object(
                        JSONObject(
                            metrics.sorted { $0.key < $1.key }.map { name, path in
                                JSONObject.Member(name: name, value: .string(path.text))
                            })),
            ]),
        ]
    }
}

extension FieldReader {
    fileprivate func path(_ name: String) -> JSONPath? {
        if value(name) == nil { note("is required", at: name) }
        return optionalPath(name)
    }

    /// `nil` when a problem was noted.
    fileprivate func metricsURL(_ field: String) -> String? {
        let text = string(field, length: 1...500)
        guard !text.isEmpty else { return nil }
        guard Self.isMetricsURL(text) else {
            note(
                "must be an http or https URL without user and fragment that holds {version} and "
                    + "{window_seconds}, both behind the host", at: field)
            return nil
        }
        return text
    }

    private static func isMetricsURL(_ text: String) -> Bool {
        guard let scheme = ["http://", "https://"].first(where: text.hasPrefix) else {
            return false
        }
        let rest = text.dropFirst(scheme.utf8.count)
        let host = rest.prefix { $0 != "/" && $0 != "?" }
        let pieces = [JSONMetricsSettings.versionPlace, JSONMetricsSettings.windowPlace]
        let tail = rest.dropFirst(host.count)
        let bare = pieces.reduce(String(tail)) { $0.without($1) }
        let forbidden = Array(#"@#\"<>{}"#.utf8)
        return !host.isEmpty && pieces.allSatisfy { tail.contains($0) }
            && (host + bare).utf8.allSatisfy {
                (0x21...0x7E).contains($0) && !forbidden.contains($0)
            }
    }
}

extension String {
    fileprivate func without(_ piece: String) -> String { replacing(piece, with: "") }
}
