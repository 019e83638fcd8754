package import Curl
package import LedgerCore
package import Rollout

/// Builds the adapters that this module has, all on one client.
///
/// A new kind of router, metrics source or deployer is one more case here.
package struct StandardOutboundCatalog: OutboundCatalog {
    private let client: CurlClient

    package init(client: CurlClient) { self.client = client }

    package func router(
        for settings: ServiceSettings
    ) throws(OutboundError) -> any TrafficRouter {
        switch settings.router {
        case .haproxy(let address, let backend, let users):
            try HAProxyRouter(client: client, address: address, backend: backend, users: users)
        case .envoy(let admin, let file, let route):
            EnvoyRouter(client: client, admin: admin, file: file, route: route)
        case .switch(let url, let keepsTokens):
            SwitchRouter(client: client, url: url, keepsTokens: keepsTokens)
        }
    }

    package func metrics(
        for settings: ServiceSettings
    ) throws(OutboundError) -> any MetricsProvider {
        switch settings.metrics {
        case .prometheus(let url, let service, let queries):
            PrometheusMetrics(client: client, url: url, service: service, queries: queries)
        case .json(let settings): JSONMetrics(client: client, settings: settings)
        case .pushed:
            throw OutboundError(.refused, "pushed samples are in the ledger; nobody is asked")
        }
    }

    package func deployer(for settings: ServiceSettings) throws(OutboundError) -> any Deployer {
        switch settings.deployer {
        case .http: HTTPDeployer(client: client)
        }
    }
}
