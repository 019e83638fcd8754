import LedgerCore
import LedgerTestKit
import Rollout

/// One outside for all services; a test may put something before its router.
struct TestOutbound: OutboundCatalog {
    let traffic: any TrafficRouter
    let source: any MetricsProvider
    let slots: any Deployer

    func router(for settings: ServiceSettings) throws(OutboundError) -> any TrafficRouter {
        traffic
    }

    func metrics(for settings: ServiceSettings) throws(OutboundError) -> any MetricsProvider {
        source
    }

    func deployer(for settings: ServiceSettings) throws(OutboundError) -> any Deployer { slots }
}
