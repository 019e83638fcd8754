import LedgerCore

/// A service as a fleet has hundreds of: two slots behind HAProxy, measured by Prometheus.
struct ServiceSample: Sendable {
    let name: String
    var live: Placement
    var deployments = 0
    /// It measures itself.
    var pushes = false

    static let environment = "production"

    init(number: Int) {
        name = "agent-\(number)"
        live = Placement(version: "2026.1.0", slot: "blue")
    }

    var stream: StreamName { .service(name, in: Self.environment) }

    var registered: ServiceEvent { .registered(.init(settings: settings, live: live)) }

    private var settings: ServiceSettings {
        ServiceSettings(
            slots: [
                Slot(name: "blue", endpoint: "http://\(name)-blue.internal:8001", target: "blue"),
                Slot(
                    name: "green", endpoint: "http://\(name)-green.internal:8001", target: "green"),
            ],
            router: .haproxy(address: "router.internal:9999", backend: name),
            metrics: pushes
                ? .pushed : .prometheus(url: "http://prometheus.internal:9090", service: name),
            deployer: .http(healthyChecks: 3))
    }

    /// The version that the next deployment brings, and the slot that is free for it.
    var nextTarget: Placement {
        Placement(
            version: "2026.\(deployments + 2).0", slot: live.slot == "blue" ? "green" : "blue")
    }

    /// Percent on a new version, the rest on the live one.
    func split(_ percent: Int, to target: Placement) -> TrafficSplit {
        TrafficSplit([
            .init(slot: target.slot, version: target.version, percent: percent),
            .init(slot: live.slot, version: live.version, percent: 100 - percent),
        ])
    }
}
