/// How a service is reached, routed and measured; recorded whole whenever it changes.
package struct ServiceSettings: Sendable, Equatable {
    /// Exactly two places where a version can run; their roles swap when a deployment completes.
    package let slots: [Slot]
    package let router: RouterSettings
    package let metrics: MetricsSettings
    package let deployer: DeployerSettings
    package let policies: ServicePolicies

    package init(
        slots: [Slot], router: RouterSettings, metrics: MetricsSettings,
        deployer: DeployerSettings, policies: ServicePolicies = ServicePolicies()
    ) {
        self.slots = slots
        self.router = router
        self.metrics = metrics
        self.deployer = deployer
        self.policies = policies
    }

    /// By slot, in their order.
    var instanceNames: [[String]] { slots.map { $0.instances.map(\.name) } }

    package func slot(named name: String) -> Slot? { slots.first { $0.name == name } }

    /// The slot that is not this one.
    package func otherSlot(than name: String) -> Slot? { slots.first { $0.name != name } }
}

/// The load balancer, by kind.
package enum RouterSettings: Sendable, Equatable {
    /// HAProxy's runtime API.
    ///
    /// - Parameters:
    ///   - address: `host:port`, or `unix:/path` of the stats socket.
    ///   - backend: name of the backend whose servers are the slots' targets.
    ///   - users: how HAProxy tells users apart, where its configuration does.
    case haproxy(address: String, backend: String, users: UserMap? = nil)
    /// Envoy, by a file of routes that it watches, and its admin API.
    ///
    /// - Parameters:
    ///   - admin: base URL, such as `http://10.0.0.6:9901`.
    ///   - file: path where workers write the routes and Envoy reads them.
    ///   - route: name of the route configuration that Envoy's listener asks for.
    case envoy(admin: String, file: String, route: String)
    /// A load balancer with two sides, one of which serves everybody; its HTTP API.
    ///
    /// - Parameters:
    ///   - url: base URL; `GET /active` and `POST /switch` are below it.
    ///   - keepsTokens: it refuses lower fencing tokens than it has seen, and shows the one in force.
    case `switch`(url: String, keepsTokens: Bool)
}

extension RouterSettings {
    /// Both keep users in the same place; their addresses may differ.
    func usersAre(as other: RouterSettings) -> Bool { kind == other.kind && map == other.map }

    private var map: UserMap? {
        if case .haproxy(_, _, let users) = self { users } else { nil }
    }
}

/// HAProxy's map of users; its configuration has to consult it.
package struct UserMap: Sendable, Equatable {
    /// As the configuration names the map's file, absolute.
    package let path: String
    /// What the configuration looks up in it; at least one, at most ``maximumTraits``.
    package let traits: [UserTrait]

    package static let maximumTraits = 10

    package init(path: String, traits: [UserTrait]) {
        self.path = path
        self.traits = traits
    }
}

/// Where measurements come from, by kind.
package enum MetricsSettings: Sendable, Equatable {
    /// Prometheus' HTTP API.
    ///
    /// - Parameters:
    ///   - url: base URL, such as `http://prometheus:9090`.
    ///   - service: value of the series' `service` label.
    ///   - queries: PromQL of further numbers by the names that they get, with `{{service}}`,
    ///     `{{version}}` and `{{window}}` to be replaced.
    case prometheus(url: String, service: String, queries: [String: String] = [:])
    /// An endpoint that answers with JSON.
    case json(JSONMetricsSettings)
    /// Nobody is asked: samples are sent to the API.
    case pushed
}

/// How a version is brought into a slot and found healthy.
package enum DeployerSettings: Sendable, Equatable {
    /// `POST <endpoint>/deploy {"version"}`, then `GET <endpoint>/health`.
    ///
    /// - Parameter healthyChecks: how often in a row the wanted version must answer; 1...10.
    case http(healthyChecks: Int)
}
