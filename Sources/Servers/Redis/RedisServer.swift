import Synchronization

/// A private Redis on a Unix socket, with an append-only file that is synced every second.
///
/// Its data stay when it stops; letting go of the server kills it.
package final class RedisServer: Sendable {
    /// Where the socket, the log, the configuration and the data are.
    package let directory: String
    private let process: Mutex<ChildProcess>

    private init(directory: String, process: ChildProcess) {
        self.directory = directory
        self.process = Mutex(process)
    }

    /// Starts a server on `directory/redis`, with the data that are there or none.
    ///
    /// - Parameters:
    ///   - port: a port on 127.0.0.1 to listen on beside the socket.
    ///   - settings: as in `redis.conf`; they win over ours.
    /// - Throws: ``ServerError`` of every code; the server is gone then.
    package static func start(
        in directory: String, port: Int? = nil, settings: [String: String] = [:]
    ) async throws(ServerError) -> RedisServer {
        let directory = try ServerDirectory.prepare(directory, "redis", socket: "redis.sock")
        let lines = configuration(in: directory, port: port)
            .merging(settings) { _, theirs in theirs }
            .map { "\($0.key) \($0.value)\n" }.sorted().joined()
        try ServerDirectory.write(lines, to: "\(directory)/redis.conf")
        return RedisServer(directory: directory, process: try await launch(in: directory))
    }

    package var socketPath: String { Self.socketPath(in: directory) }

    package var url: String { "unix://" + socketPath }

    /// A restart changes it.
    package var pid: Int32 { current.pid }

    package var isRunning: Bool { current.isRunning }

    /// Stops the server; it syncs its data first.
    package func stop() async {
        await current.stop(.terminate)
    }

    /// Kills the server, as the out-of-memory killer would.
    package func kill() async {
        await current.stop(.kill)
    }

    /// Stops the server if it runs, and starts it on the same data, socket and settings.
    package func restart() async throws(ServerError) {
        await stop()
        let process = try await Self.launch(in: directory)
        self.process.withLock { $0 = process }
    }

    private var current: ChildProcess { process.withLock { $0 } }

    private static func socketPath(in directory: String) -> String { directory + "/redis.sock" }

    private static func configuration(in directory: String, port: Int?) -> [String: String] {
        [
            "port": "\(port ?? 0)", "bind": "127.0.0.1", "dir": "\"\(directory)\"",
            "unixsocket": "\"\(socketPath(in: directory))\"", "unixsocketperm": "700",
            "appendonly": "yes", "appendfsync": "everysec", "save": "\"\"", "daemonize": "no",
        ]
    }

    private static func launch(in directory: String) async throws(ServerError) -> ChildProcess {
        let configuration = "\(directory)/redis.conf"
        let child = try await ChildProcess.start(
            Launch("redis-server", [configuration], log: directory + "/redis.log"))
        let socket = Probe.Address.unix(path: socketPath(in: directory))
        try await child.waitUntilReady("Redis") {
            await Probe.shared.ask(socket, "PING\r\n", until: "\r\n") == "+PONG\r\n"
        }
        return child
    }
}
