import Curl
import FoundationEssentials
import Glibc
import Servers
import Synchronization
import Testing

/// The HAProxy of one scenario, in front of its two agents.
final class Balancer: Sendable {
    let frontendPort: Int
    let runtimePort: Int
    private let configuration: String
    private let directory: String
    private let server: Mutex<HAProxyServer>

    private init(
        _ layout: HAProxyConfiguration, _ configuration: String, _ directory: String,
        _ server: HAProxyServer
    ) {
        frontendPort = layout.frontendPort
        runtimePort = layout.runtimePort
        self.configuration = configuration
        self.directory = directory
        self.server = Mutex(server)
    }

    /// - Parameters:
    ///   - weights: of `agent_a` and `agent_b` in the configuration, so whenever it starts.
    ///   - copies: further backends `agents_0` … with the same servers.
    static func start(
        in directory: String, agents: [Int], weights: [Int], copies: Int
    ) async throws -> Balancer {
        let names = ["agent_a", "agent_b"]
        let servers = zip(names, zip(agents, weights)).map { name, server in
            HAProxyConfiguration.Server(
                name: name, address: "127.0.0.1:\(server.0)", weight: server.1)
        }
        var layout = HAProxyConfiguration(
            backend: "agents", servers: servers, frontendPort: try FreePort.next(),
            runtimePort: try FreePort.next())
        let map = directory + "/users.map"
        try Data().write(to: URL(filePath: map))
        layout.rules = Self.rules(map: map)
        let lines = servers.map { "  server \($0.name) \($0.address) weight \($0.weight)\n" }
        let others = (0..<copies).map { "backend agents_\($0)\n" + lines.joined() }
        let configuration = layout.text + others.joined()
        let server = try await HAProxyServer.start(in: directory, configuration: configuration)
        return Balancer(layout, configuration, directory, server)
    }

    /// As `docs/routers.md` shows them, for the header `x-cohort`.
    private static func rules(map: String) -> [String] {
        [
            "  http-request set-var(txn.cohort) req.fhdr(x-cohort)",
            "  http-request set-var(txn.to) "
                + "str(header:x-cohort=),concat(,txn.cohort),map_str(\(map))",
            "  use-server agent_a if { var(txn.to) -m str agent_a }",
            "  use-server agent_b if { var(txn.to) -m str agent_b }",
        ]
    }

    /// The weights in force of `agent_a` and `agent_b`; `nil` when nobody answers.
    func weights(_ client: CurlClient, backend: String = "agents") async -> [Int]? {
        let question = "get weight \(backend)/agent_a; get weight \(backend)/agent_b\n"
        let answer = try? await client.exchange(
            Array(question.utf8), with: "127.0.0.1:\(runtimePort)", timeout: .seconds(5))
        guard let answer else { return nil }
        // A line is like `50 (initial 100)`.
        return String(decoding: answer, as: UTF8.self).split(separator: "\n")
            .compactMap { line in line.split(separator: " ").first.flatMap { Int($0) } }
    }

    /// Sets weights behind the ledger's back.
    func set(_ weights: [Int], _ client: CurlClient) async throws {
        let commands = zip(["agent_a", "agent_b"], weights)
            .map { "set weight agents/\($0) \($1)" }.joined(separator: "; ")
        _ = try await client.exchange(
            Array("\(commands)\n".utf8), with: "127.0.0.1:\(runtimePort)", timeout: .seconds(5))
    }

    /// Ends master and worker at once; returns when they are gone.
    func kill() async {
        Glibc.kill(-current.pid, SIGKILL)
        await current.stop()
    }

    /// Starts it again with the weights of the configuration.
    func start() async throws {
        let started = try await HAProxyServer.start(in: directory, configuration: configuration)
        server.withLock { $0 = started }
    }

    /// Reads its configuration again and forgets the weights that it was told.
    func reload() async throws { try await current.reload() }

    /// Takes connections, and answers nobody until it is thawed.
    func freeze() { Glibc.kill(-current.pid, SIGSTOP) }

    /// Returns when the process has sent it a question that it has not read, as it is frozen.
    func waitForQuestion(from caller: ShiplogProcess) async throws {
        let deadline = ContinuousClock.now + .seconds(30)
        while !TCPSocket.all.contains(where: isQuestion) {
            try #require(.now < deadline, "nobody asked the balancer: \(caller.text.suffix(2000))")
            try await caller.pause()
        }
    }

    private func isQuestion(_ socket: TCPSocket) -> Bool {
        socket.localPort == runtimePort && socket.isEstablished && socket.unread > 0
    }

    func thaw() { Glibc.kill(-current.pid, SIGCONT) }

    func stop() async { await current.stop() }

    private var current: HAProxyServer { server.withLock { $0 } }
}
