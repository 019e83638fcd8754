import Servers
import Synchronization

/// The Prometheus that a scenario's worker asks: the shared one, or one that may be stopped.
final class MetricsSource: Sendable {
    let url: String
    private let agents: [Int]
    private let directory: String?
    private let server: Mutex<PrometheusServer>

    /// The shared one.
    init(_ server: PrometheusServer) {
        url = server.url
        agents = []
        directory = nil
        self.server = Mutex(server)
    }

    private init(_ server: PrometheusServer, _ agents: [Int], _ directory: String) {
        url = server.url
        self.agents = agents
        self.directory = directory
        self.server = Mutex(server)
    }

    static func start(in directory: String, agents: [Int]) async throws -> MetricsSource {
        MetricsSource(
            try await launch(agents, in: directory, port: try FreePort.next()), agents, directory)
    }

    /// The server when it is this scenario's.
    var own: PrometheusServer? { directory == nil ? nil : server.withLock { $0 } }

    /// Starts it again, with the data that it has.
    func restart() async throws {
        guard let directory, let port = url.split(separator: ":").last.flatMap({ Int($0) }) else {
            return
        }
        let started = try await Self.launch(agents, in: directory, port: port)
        server.withLock { $0 = started }
    }

    private static func launch(
        _ agents: [Int], in directory: String, port: Int
    ) async throws -> PrometheusServer {
        try await PrometheusServer.start(
            in: directory, targets: agents.map { .init(address: "127.0.0.1:\($0)", labels: [:]) },
            port: port)
    }
}
