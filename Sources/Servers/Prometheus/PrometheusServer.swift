/// A private Prometheus that scrapes a fixed list of targets.
///
/// Letting go of the server kills it.
package final class PrometheusServer: Sendable {
    /// One place to scrape.
    package struct Target: Sendable {
        /// Host and port, such as `127.0.0.1:8080`; the path is `/metrics`.
        package let address: String
        /// Put on every series from there.
        package let labels: [String: String]

        package init(address: String, labels: [String: String]) {
            self.address = address
            self.labels = labels
        }
    }

    /// Where the configuration, the log and the data are.
    package let directory: String
    /// The base of its API, without a slash at the end.
    package let url: String
    private let process: ChildProcess

    private init(directory: String, url: String, process: ChildProcess) {
        self.directory = directory
        self.url = url
        self.process = process
    }

    /// Starts Prometheus on `directory/prometheus` and returns when it answers queries.
    ///
    /// The first scrape follows up to five seconds later: Prometheus 2.42 looks for changed targets
    /// that often, those of its first configuration included.
    ///
    /// - Parameters:
    ///   - port: on 127.0.0.1; `nil` takes a free one.
    ///   - scrapeIntervalSeconds: 1 or more. A series needs two scrapes before it has a rate.
    /// - Throws: ``ServerError`` of every code; the server is gone then.
    package static func start(
        in directory: String, targets: [Target], scrapeIntervalSeconds: Int = 1, port: Int? = nil
    ) async throws(ServerError) -> PrometheusServer {
        let directory = try ServerDirectory.prepare(directory, "prometheus")
        let port = if let port { port } else { try FreePort.next() }
        let file = "\(directory)/prometheus.yml"
        try ServerDirectory.write(
            configuration(targets, intervalSeconds: scrapeIntervalSeconds), to: file)
        let arguments = [
            "--config.file=\(file)", "--storage.tsdb.path=\(directory)/data",
            "--web.listen-address=127.0.0.1:\(port)", "--query.lookback-delta=1m",
            "--log.level=warn",
        ]
        let process = try await ChildProcess.start(
            Launch("prometheus", arguments, log: directory + "/prometheus.log"))
        try await process.waitUntilReady("Prometheus") {
            let request = "GET /-/ready HTTP/1.0\r\n\r\n"
            let answer = await Probe.shared.ask(.port(port), request)
            return answer?.contains(" 200 OK") == true
        }
        let url = "http://127.0.0.1:\(port)"
        return PrometheusServer(directory: directory, url: url, process: process)
    }

    package var pid: Int32 { process.pid }

    package var isRunning: Bool { process.isRunning }

    package func stop() async {
        await process.stop(.terminate)
    }

    /// The file in JSON, which is YAML too.
    private static func configuration(_ targets: [Target], intervalSeconds: Int) -> String {
        let targets = targets.map { target in
            let labels = target.labels.sorted { $0.key < $1.key }
                .map { "\(quoted($0.key)): \(quoted($0.value))" }.joined(separator: ", ")
            return "{\"targets\": [\(quoted(target.address))], \"labels\": {\(labels)}}"
        }
        return """
            {"global": {"scrape_interval": "\(intervalSeconds)s",
              "scrape_timeout": "\(intervalSeconds)s"},
             "scrape_configs": [{"job_name": "services",
              "static_configs": [\(targets.joined(separator: ", "))]}]}
            """
    }

    private static func quoted(_ text: String) -> String {
        let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return "\"\(escaped)\""
    }
}
