import Curl
import LedgerCore
import LedgerTestKit
import Rollout
import Testing

@testable import Outbound

struct StandardOutboundCatalogTests {
    private let catalog: StandardOutboundCatalog

    init() throws {
        catalog = StandardOutboundCatalog(
            client: CurlClient(policy: try AddressPolicy(parsing: "")))
    }

    @Test func `every kind in the settings has its adapter`() throws {
        let settings = settings()

        #expect(try catalog.router(for: settings) is HAProxyRouter)
        let envoy = RouterSettings.envoy(
            admin: "http://127.0.0.1:5", file: "/run/agents.json", route: "agents")
        #expect(try catalog.router(for: self.settings(router: envoy)) is EnvoyRouter)
        #expect(try catalog.metrics(for: settings) is PrometheusMetrics)
        let json = JSONMetricsSettings(
            url: "http://127.0.0.1:5/{version}/{window_seconds}",
            requests: try #require(JSONPath("$.r")), errors: try #require(JSONPath("$.e")))
        #expect(try catalog.metrics(for: self.settings(metrics: .json(json))) is JSONMetrics)
        #expect(try catalog.deployer(for: settings) is HTTPDeployer)
    }

    @Test func `settings that no adapter can use are refused at once`() {
        let error = #expect(throws: OutboundError.self) {
            try catalog.router(
                for: settings(router: .haproxy(address: "127.0.0.1:3", backend: "two words")))
        }
        #expect(error?.code == .refused)
    }

    @Test(arguments: [
        RouterSettings.haproxy(address: "127.0.0.1:3", backend: "agents"),
        .haproxy(
            address: "127.0.0.1:3", backend: "agents",
            users: UserMap(path: "/etc/haproxy/users.map", traits: [.header("x-cohort")])),
        .envoy(admin: "http://127.0.0.1:5", file: "/run/agents.json", route: "agents"),
    ])
    func `a router can do what its settings say`(router: RouterSettings) throws {
        let adapter = try catalog.router(for: settings(router: router))
        #expect(adapter.capabilities == router.capabilities)
    }

    @Test func `nobody is asked for samples that are pushed`() {
        let error = #expect(throws: OutboundError.self) {
            try catalog.metrics(for: settings(metrics: .pushed))
        }
        #expect(error?.code == .refused)
    }

    private func settings(
        router: RouterSettings = .haproxy(address: "127.0.0.1:3", backend: "agents"),
        metrics: MetricsSettings = .prometheus(url: "http://127.0.0.1:4", service: "agent")
    ) -> ServiceSettings {
        ServiceSettings(
            slots: [
                Slot(name: "blue", endpoint: "http://127.0.0.1:1", target: "stable"),
                Slot(name: "green", endpoint: "http://127.0.0.1:2", target: "canary"),
            ],
            router: router, metrics: metrics,
            deployer: .http(healthyChecks: 3))
    }
}
