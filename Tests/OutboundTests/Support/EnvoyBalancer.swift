import Curl
import FoundationEssentials
import LedgerCore
import Rollout
import Servers

@testable import Outbound

/// A real Envoy in front of the two slots of a ``SlotServer``.
final class EnvoyBalancer: Sendable {
    let slots: SlotServer
    let envoy: EnvoyServer
    let configuration: EnvoyConfiguration
    let admin: String
    /// The file of routes.
    let file: String
    let visitors: Visitors

    private init(slots: SlotServer, envoy: EnvoyServer, configuration: EnvoyConfiguration) {
        self.slots = slots
        self.envoy = envoy
        self.configuration = configuration
        admin = "http://127.0.0.1:\(configuration.adminPort)"
        file = configuration.routesFile
        visitors = Visitors(
            client: slots.client, url: "http://127.0.0.1:\(configuration.listenerPort)/")
    }

    static func start(checksHealth: Bool = false) async throws -> EnvoyBalancer {
        let slots = try await SlotServer.start()
        let directory = slots.directory.path + "/routes"
        try FileManager.default.createDirectory(
            atPath: directory, withIntermediateDirectories: true)
        var configuration = EnvoyConfiguration(
            clusters: [
                ("stable", try slots.address(of: slots.stable)),
                ("canary", try slots.address(of: slots.canary)),
            ], route: "agents", routesFile: directory + "/agents.json",
            listenerPort: try FreePort.next(), adminPort: try FreePort.next())
        if checksHealth { configuration.healthPath = "/health" }
        let routes = EnvoyRoutes(
            name: "agents", weights: ["stable": 100, "canary": 0], users: nil, token: 0)
        // As somebody would write it by hand who knows no tokens.
        let first = String(decoding: routes.document.bytes, as: UTF8.self)
            .replacing("shiplog/0", with: "by hand")
        try Data(first.utf8).write(to: URL(filePath: configuration.routesFile), options: .atomic)
        let envoy = try await EnvoyServer.start(in: slots.directory.path, configuration)
        return EnvoyBalancer(slots: slots, envoy: envoy, configuration: configuration)
    }

    func router(route: String = "agents") -> EnvoyRouter {
        EnvoyRouter(client: slots.client, admin: admin, file: file, route: route)
    }

    func stop() async {
        await envoy.stop()
        await slots.stop()
    }
}
