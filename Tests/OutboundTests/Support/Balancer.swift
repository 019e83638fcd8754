import Curl
import FoundationEssentials
import LedgerCore
import LedgerTestKit
import Outbound
import Rollout
import Servers

/// A real HAProxy in front of the two slots of a ``SlotServer``.
final class Balancer: Sendable {
    let slots: SlotServer
    let haproxy: HAProxyServer
    /// Host and port of the runtime API.
    let runtime: String
    private let usersURL: String
    private let users: UserMap?

    private init(
        slots: SlotServer, haproxy: HAProxyServer, configuration: HAProxyConfiguration,
        users: UserMap?
    ) {
        self.users = users
        self.slots = slots
        self.haproxy = haproxy
        runtime = "127.0.0.1:\(configuration.runtimePort)"
        usersURL = "http://127.0.0.1:\(configuration.frontendPort)/"
    }

    /// - Parameters:
    ///   - others: weights of further servers, at the stable slot's address.
    ///   - checksHealth: whether HAProxy asks the slots how they are.
    ///   - knowsUsers: whether it has the rules of `docs/routers.md` that tell users apart.
    static func start(
        others: [String: Int] = [:], checksHealth: Bool = false, knowsUsers: Bool = false
    ) async throws -> Balancer {
        let slots = try await SlotServer.start()
        let stable = try slots.address(of: slots.stable)
        let canary = try slots.address(of: slots.canary)
        var configuration = HAProxyConfiguration(
            backend: "agents",
            servers: [
                .init(name: "stable", address: stable, weight: 100),
                .init(name: "canary", address: canary, weight: 0),
            ] + others.map { .init(name: $0.key, address: stable, weight: $0.value) },
            frontendPort: try FreePort.next(), runtimePort: try FreePort.next())
        if checksHealth { configuration.healthPath = "/health" }
        let map = slots.directory.path + "/users.map"
        if knowsUsers {
            try Data().write(to: URL(filePath: map))
            configuration.rules = try DocumentedRules.lines(map: map)
        }
        let haproxy = try await HAProxyServer.start(
            in: slots.directory.path, configuration: configuration.text)
        return Balancer(
            slots: slots, haproxy: haproxy, configuration: configuration,
            users: knowsUsers ? UserMap(path: map, traits: TrafficRouterContract.traits) : nil)
    }

    func router(backend: String = "agents") throws -> HAProxyRouter {
        try HAProxyRouter(client: slots.client, address: runtime, backend: backend, users: users)
    }

    /// How many of so many requests of users the canary answers.
    func canaryAnswers(of requests: Int) async throws -> Int {
        try await visitors.canaryAnswers(of: requests)
    }

    var visitors: Visitors { Visitors(client: slots.client, url: usersURL) }

    func stop() async {
        await haproxy.stop()
        await slots.stop()
    }
}
