import Foundation
import LedgerCore
import Servers

/// Everything that the demo runs on, each a child process that ends with this one.
struct DemoStage: Sendable {
    struct Ports: Sendable {
        let api: Int
        let frontend: Int
        let runtime: Int
        let agents: [Int]

        static func free() throws -> Ports {
            Ports(
                api: try FreePort.next(), frontend: try FreePort.next(),
                runtime: try FreePort.next(), agents: [try FreePort.next(), try FreePort.next()])
        }
    }

    let ports: Ports
    let prometheus: PrometheusServer
    private let directory: PrivateDirectory
    private let processes: [ChildProcess]
    private let haproxy: HAProxyServer

    /// The stages of the demo, for `shiplog deploy --plan`.
    var planFile: String { directory.path + "/plan.json" }

    var api: String { "http://127.0.0.1:\(ports.api)" }

    /// Starts all of it and returns when the API answers.
    static func build() async throws -> DemoStage {
        let ports = try Ports.free()
        let directory = try PrivateDirectory()
        say("Starting Shiplog with a private Postgres and Redis …")
        let dev = try await start(
            ["dev", "--data-dir", directory.path + "/dev", "--port", "\(ports.api)"], in: directory)
        say("Starting two sample agents, HAProxy and Prometheus …")
        var agents: [ChildProcess] = []
        for (index, port) in ports.agents.enumerated() {
            let version = index == 0 ? "v1.4.2" : "v1.4.1"
            agents.append(
                try await start(
                    [
                        "sample-agent", "--version", version, "--port", "\(port)",
                        "--error-rate", "0.002", "--latency-ms", "40",
                        "--bad-version", "v1.5.1:0.25",
                    ], in: directory))
        }
        let haproxy = try await HAProxyServer.start(
            in: directory.path, configuration: configuration(ports).text)
        let prometheus = try await PrometheusServer.start(
            in: directory.path, targets: targets(ports), scrapeIntervalSeconds: 1)
        try DemoStory.plan.bytes.write(to: directory.path + "/plan.json")
        let stage = DemoStage(
            ports: ports, prometheus: prometheus, directory: directory, processes: agents + [dev],
            haproxy: haproxy)
        try await waitUntilReady(ports.api, dev)
        return stage
    }

    func tearDown() async {
        await haproxy.stop()
        await prometheus.stop()
        for process in processes { await process.stop(.interrupt, gracePeriod: .seconds(15)) }
        directory.remove()
    }

    private static func start(
        _ arguments: [String], in directory: PrivateDirectory
    ) async throws -> ChildProcess {
        let path = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let name = "\(arguments[0])-\(arguments.count > 4 ? arguments[4] : "").log"
        return try await ChildProcess.start(
            Launch(path, arguments, log: directory.path + "/" + name))
    }

    private static func configuration(_ ports: Ports) -> HAProxyConfiguration {
        HAProxyConfiguration(
            backend: "agents",
            servers: [
                .init(name: "agent_a", address: "127.0.0.1:\(ports.agents[0])", weight: 100),
                .init(name: "agent_b", address: "127.0.0.1:\(ports.agents[1])", weight: 0),
            ], frontendPort: ports.frontend, runtimePort: ports.runtime)
    }

    private static func targets(_ ports: Ports) -> [PrometheusServer.Target] {
        ports.agents.map { .init(address: "127.0.0.1:\($0)", labels: [:]) }
    }

    private static func waitUntilReady(_ port: Int, _ dev: ChildProcess) async throws {
        let deadline = ContinuousClock.now + .seconds(60)
        while ContinuousClock.now < deadline {
            if await DemoProbe.answers("http://127.0.0.1:\(port)/health/ready") { return }
            guard dev.isRunning else { throw DemoError("shiplog dev ended before it was ready") }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw DemoError("shiplog dev was not ready within 60 s")
    }

    private static func say(_ line: String) { Surroundings.process.console(false).write(line) }
}

extension [UInt8] {
    fileprivate func write(to path: String) throws {
        try Data(self).write(to: URL(fileURLWithPath: path))
    }
}

struct DemoError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
