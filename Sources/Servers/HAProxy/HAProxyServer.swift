/// A private HAProxy: a master process that replaces its worker when it reloads.
///
/// Letting go of the server kills it.
package final class HAProxyServer: Sendable {
    private static let masterSocket = "master.sock"

    /// Where the configuration and the log are.
    package let directory: String
    private let process: ChildProcess

    private init(directory: String, process: ChildProcess) {
        self.directory = directory
        self.process = process
    }

    /// Starts HAProxy on `directory/haproxy` and returns when its ports are open.
    ///
    /// - Parameter configuration: the text of the file; ``HAProxyConfiguration`` makes one.
    /// - Throws: ``ServerError/Code/exited`` quotes what HAProxy found wrong with the
    ///   configuration, or the port that is taken; any other ``ServerError``.
    package static func start(
        in directory: String, configuration: String
    ) async throws(ServerError) -> HAProxyServer {
        let directory = try ServerDirectory.prepare(directory, "haproxy", socket: masterSocket)
        try await install(configuration, in: directory)
        let arguments = [
            "-W", "-db", "-S", socketPath(in: directory), "-f", file(in: directory),
        ]
        let process = try await ChildProcess.start(
            Launch("haproxy", arguments, log: directory + "/haproxy.log"))
        let server = HAProxyServer(directory: directory, process: process)
        try await process.waitUntilReady("HAProxy") { await server.workers()?.isServing == true }
        return server
    }

    /// The master's process id.
    package var pid: Int32 { process.pid }

    package var isRunning: Bool { process.isRunning }

    /// Replaces the worker by one with the configuration; weights set at run time are forgotten.
    ///
    /// Connections of the old worker go on until they end.
    ///
    /// - Parameter configuration: the new text, or `nil` to read the same again.
    /// - Throws: ``ServerError/Code/exited`` when HAProxy refuses it or a port of it is taken: the
    ///   old worker goes on then.
    package func reload(configuration: String? = nil) async throws(ServerError) {
        if let configuration { try await Self.install(configuration, in: directory) }
        guard let before = await workers() else {
            throw ServerError(.timedOut, "HAProxy's master does not answer")
        }
        process.send(.user2)
        var after = before
        try await process.waitUntilReady("HAProxy") {
            after = await workers() ?? before
            return after.reloads > before.reloads
                && (after.isServing || after.failures > before.failures)
        }
        if !after.isServing { throw process.error(.exited, "did not reload") }
    }

    /// Closes all connections and stops.
    package func stop() async {
        await process.stop(.terminate)
    }

    private func workers() async -> HAProxyWorkers? {
        let socket = Probe.Address.unix(path: Self.socketPath(in: directory))
        return await Probe.shared.ask(socket, "show proc\n", until: "# programs").flatMap(
            HAProxyWorkers.init)
    }

    private static func file(in directory: String) -> String { directory + "/haproxy.cfg" }

    private static func socketPath(in directory: String) -> String {
        directory + "/" + masterSocket
    }

    /// Writes the file after HAProxy found nothing wrong with it.
    private static func install(
        _ configuration: String, in directory: String
    ) async throws(ServerError) {
        let candidate = file(in: directory) + ".new"
        try ServerDirectory.write(configuration, to: candidate)
        try await ChildProcess.run(
            Launch("haproxy", ["-c", "-f", candidate], log: directory + "/check.log"))
        try ServerDirectory.write(configuration, to: file(in: directory))
    }
}
