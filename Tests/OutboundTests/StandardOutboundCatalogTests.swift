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
        let settings = settings(backend: "agents")

        #expect(try catalog.router(for: settings) is HAProxyRouter)
        #expect(try catalog.metrics(for: settings) is PrometheusMetrics)
        #expect(try catalog.deployer(for: settings) is HTTPDeployer)
    }

    @Test func `settings that no adapter can use are refused at once`() {
        let error = #expect(throws: OutboundError.self) {
            try catalog.router(for: settings(backend: "two words"))
        }
        #expect(error?.code == .refused)
    }

    private func settings(backend: String) -> ServiceSettings {
        ServiceSettings(
            slots: [
                Slot(name: "blue", endpoint: "http://127.0.0.1:1", target: "stable"),
                Slot(name: "green", endpoint: "http://127.0.0.1:2", target: "canary"),
            ],
            router: .haproxy(address: "127.0.0.1:3", backend: backend),
            metrics: .prometheus(url: "http://127.0.0.1:4", service: "agent"),
            deployer: .http(healthyChecks: 3))
    }
}
