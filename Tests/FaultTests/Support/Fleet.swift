import Curl
import LedgerCore
import Servers
import Testing

/// Four agents in each of two slots behind a balancer of their own, registered as a service of a
/// scenario.
struct Fleet: Sendable {
    let scenario: Scenario
    let balancer: HAProxyServer
    private let runtimePort: Int
    private let ports: [String: [Int]]

    static let size = 4
    private static let slots = ["old", "new"]

    var stream: StreamName { .service(name, in: "production") }
    private var name: String { scenario.service + "-fleet" }
    private var path: String { "/v1/environments/production/services/\(name)" }

    /// - Parameter dead: numbers of the new slot's agents that never get well once told a version.
    static func start(in scenario: Scenario, dead: Set<Int> = []) async throws -> Fleet {
        var ports: [String: [Int]] = [:]
        for slot in slots {
            for number in 1...size {
                let port = try FreePort.next()
                ports[slot, default: []].append(port)
                let isDead = slot == "new" && dead.contains(number)
                let agent = try await scenario.start(
                    [
                        "sample-agent", "--version", slot == "old" ? "v1" : "v0", "--port",
                        "\(port)", "--service", "fleet", "--error-rate", "0", "--latency-ms", "5",
                        "--start-up-seconds", isDead ? "3600" : "0",
                    ], name: "\(slot)-\(number)")
                try await agent.writes("is ready")
            }
        }
        let layout = HAProxyConfiguration(
            backend: "fleet",
            servers: slots.flatMap { slot in
                (ports[slot] ?? []).enumerated().map { index, port in
                    .init(
                        name: "\(slot)_\(index + 1)", address: "127.0.0.1:\(port)",
                        weight: slot == "old" ? 100 : 0)
                }
            }, frontendPort: try FreePort.next(), runtimePort: try FreePort.next())
        let directory = scenario.directory.path + "/fleet"
        let balancer = try await HAProxyServer.start(
            in: directory, configuration: layout.text)
        let fleet = Fleet(
            scenario: scenario, balancer: balancer, runtimePort: layout.runtimePort, ports: ports)
        try await fleet.register()
        return fleet
    }

    private func register() async throws {
        let slots = Self.slots.map { slot in
            JSONValue.object([
                "name": .string(slot),
                "instances": .array(
                    (ports[slot] ?? []).enumerated().map { index, port in
                        .object([
                            "endpoint": .string("http://127.0.0.1:\(port)"),
                            "target": .string("\(slot)_\(index + 1)"),
                        ])
                    }),
            ])
        }
        let settings: JSONObject = [
            "slots": .array(slots),
            "router": .object([
                "kind": "haproxy", "address": .string("127.0.0.1:\(runtimePort)"),
                "backend": "fleet",
            ]),
            "metrics": .object([
                "kind": "prometheus", "url": .string(scenario.metrics.url), "service": "fleet",
            ]),
            "live": .object(["version": "v1", "slot": "old"]),
        ]
        _ = try await scenario.caller.order(.put, path, settings, key: "fleet")
    }

    /// One beyond the four, one missing: two batches of two, each watched for two seconds.
    ///
    /// - Returns: the deployment.
    func deploy(readyWithin seconds: Int) async throws -> String {
        let plan: JSONObject = [
            "strategy": "rolling", "ready_deadline_seconds": .integer(seconds),
            "rolling": .object(["batch_seconds": 2]),
            "analysis": .object([
                "interval_seconds": 1, "warm_up_seconds": 0, "failure_limit": 100,
            ]),
        ]
        let answer = try await scenario.caller.order(
            .post, path + "/deployments", ["version": "v2", "plan": .object(plan)], key: "roll")
        guard case .string(let deployment)? = answer["deployment"] else { return "" }
        return deployment
    }

    /// The weights in force, by server.
    func weights() async throws -> [String: Int] {
        let names = Self.slots.flatMap { slot in (1...Self.size).map { "\(slot)_\($0)" } }
        let question = names.map { "get weight fleet/\($0)" }.joined(separator: "; ")
        let answer = try await scenario.client.exchange(
            Array("\(question)\n".utf8), with: "127.0.0.1:\(runtimePort)", timeout: .seconds(5))
        // A line is like `50 (initial 100)`.
        let weights = String(decoding: answer, as: UTF8.self).split(separator: "\n")
            .compactMap { line in line.split(separator: " ").first.flatMap { Int($0) } }
        return Dictionary(zip(names, weights)) { first, _ in first }
    }

    /// Only this slot's agents have traffic, and each the same.
    func expectAllTraffic(on slot: String) async throws {
        for (name, weight) in try await weights() {
            #expect(weight == (name.hasPrefix(slot) ? 100 : 0), "\(name)")
        }
    }
}
