/// An Envoy with one listener, whose routes come from a file, and one cluster for each server.
package struct EnvoyConfiguration: Sendable {
    package var clusters: [(name: String, address: String)]
    /// Name of the route configuration.
    package var route: String
    /// Where the routes are; the file has to be there when Envoy starts.
    package var routesFile: String
    /// Where users' requests come in, on 127.0.0.1.
    package var listenerPort: Int
    /// Where it is asked for its state, on 127.0.0.1.
    package var adminPort: Int
    /// Asked for 200 every 500 ms when given, such as `/health`; `nil` takes every host as up.
    package var healthPath: String?

    package init(
        clusters: [(name: String, address: String)], route: String, routesFile: String,
        listenerPort: Int, adminPort: Int
    ) {
        self.clusters = clusters
        self.route = route
        self.routesFile = routesFile
        self.listenerPort = listenerPort
        self.adminPort = adminPort
    }

    /// The file that `envoy -c` reads: JSON, which is YAML too.
    package var text: String {
        """
        {"node": {"id": "private", "cluster": "private"},
         "admin": {"address": \(Self.address("127.0.0.1:\(adminPort)"))},
         "static_resources": {
          "listeners": [{"name": "users", "address": \(Self.address("127.0.0.1:\(listenerPort)")),
           "filter_chains": [{"filters": [\(connectionManager)]}]}],
          "clusters": [\(clusters.map(cluster).joined(separator: ",\n"))]}}
        """
    }

    private var connectionManager: String {
        let directory = routesFile.split(separator: "/").dropLast().map { "/" + $0 }.joined()
        return """
            {"name": "envoy.filters.network.http_connection_manager", "typed_config": {
             "@type": "type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager",
             "stat_prefix": "users",
             "rds": {"route_config_name": "\(route)", "config_source": {"resource_api_version": "V3",
              "path_config_source": {"path": "\(routesFile)",
               "watched_directory": {"path": "\(directory)"}}}},
             "http_filters": [{"name": "envoy.filters.http.router", "typed_config": {
              "@type": "type.googleapis.com/envoy.extensions.filters.http.router.v3.Router"}}]}}
            """
    }

    private func cluster(_ name: String, _ address: String) -> String {
        let checks = healthPath.map { path in
            """
            , "health_checks": [{"timeout": "1s", "interval": "0.5s", "no_traffic_interval": "0.5s",
              "unhealthy_threshold": 1, "healthy_threshold": 1,
              "http_health_check": {"path": "\(path)"}}]
            """
        }
        return """
            {"name": "\(name)", "type": "STATIC", "connect_timeout": "1s", "load_assignment": {
             "cluster_name": "\(name)", "endpoints": [{"lb_endpoints": [{"endpoint":
             {"address": \(Self.address(address))}}]}]}\(checks ?? "")}
            """
    }

    private static func address(_ text: String) -> String {
        let parts = text.split(separator: ":")
        return """
            {"socket_address": {"address": "\(parts.first ?? "")", "port_value": \(parts.last ?? "0")}}
            """
    }
}
