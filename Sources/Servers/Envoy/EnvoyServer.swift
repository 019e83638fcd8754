/// A private Envoy.
///
/// Letting go of the server kills it.
package final class EnvoyServer: Sendable {
    /// Where the configuration and the log are.
    package let directory: String
    private let process: ChildProcess

    private init(directory: String, process: ChildProcess) {
        self.directory = directory
        self.process = process
    }

    /// Starts Envoy on `directory/envoy` and returns when it serves users.
    ///
    /// - Throws: ``ServerError/Code/exited`` quotes what Envoy found wrong with the configuration;
    ///   any other ``ServerError``.
    package static func start(
        in directory: String, _ configuration: EnvoyConfiguration
    ) async throws(ServerError) -> EnvoyServer {
        let directory = try ServerDirectory.prepare(directory, "envoy")
        let file = directory + "/envoy.json"
        try ServerDirectory.write(configuration.text, to: file)
        let arguments = [
            "-c", file, "--disable-hot-restart", "--concurrency", "1", "--log-level", "warning",
        ]
        let process = try await ChildProcess.start(
            Launch("envoy", arguments, log: directory + "/envoy.log"))
        let ports = [configuration.adminPort, configuration.listenerPort]
        try await process.waitUntilReady("Envoy") {
            for port in ports {
                let request = "GET /ready HTTP/1.0\r\nHost: localhost\r\n\r\n"
                guard await Probe.shared.ask(.port(port), request)?.hasPrefix("HTTP/1") == true
                else {
                    return false
                }
            }
            return true
        }
        return EnvoyServer(directory: directory, process: process)
    }

    package var pid: Int32 { process.pid }

    package var isRunning: Bool { process.isRunning }

    /// Closes all connections and stops.
    package func stop() async { await process.stop(.terminate) }
}
