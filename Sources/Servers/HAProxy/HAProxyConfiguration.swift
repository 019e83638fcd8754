/// A load balancer with one frontend, and one backend whose servers share the traffic by weight.
package struct HAProxyConfiguration: Sendable {
    /// One server of the backend.
    package struct Server: Sendable {
        package let name: String
        /// Host and port, such as `127.0.0.1:8080`.
        package let address: String
        /// 0...256; 0 gets no new traffic.
        package let weight: Int

        package init(name: String, address: String, weight: Int) {
            self.name = name
            self.address = address
            self.weight = weight
        }
    }

    package var backend: String
    package var servers: [Server]
    /// Where users' requests come in, on 127.0.0.1.
    package var frontendPort: Int
    /// Where weights are set and read, on 127.0.0.1, with full rights.
    package var runtimePort: Int
    /// Asked for 200 every 500 ms when given, such as `/health`; `nil` takes every server as up.
    package var healthPath: String?
    /// Further lines of the backend, such as rules that tell users apart.
    package var rules: [String] = []

    package init(backend: String, servers: [Server], frontendPort: Int, runtimePort: Int) {
        self.backend = backend
        self.servers = servers
        self.frontendPort = frontendPort
        self.runtimePort = runtimePort
    }

    /// The file that `haproxy -f` reads.
    package var text: String {
        let check = healthPath == nil ? "" : " check inter 500ms"
        let lines = servers.map { "  server \($0.name) \($0.address) weight \($0.weight)\(check)" }
        let probe = healthPath.map { ["  option httpchk GET \($0)"] } ?? []
        return (head + rules + probe + lines).joined(separator: "\n") + "\n"
    }

    private var head: [String] {
        [
            "global",
            "  maxconn 2000",
            "  stats socket ipv4@127.0.0.1:\(runtimePort) level admin",
            "  stats timeout 30s",
            "defaults",
            "  mode http",
            "  timeout connect 2s",
            "  timeout client 30s",
            "  timeout server 30s",
            "  option redispatch",
            "  retries 2",
            "frontend \(backend)_users",
            "  bind 127.0.0.1:\(frontendPort)",
            "  default_backend \(backend)",
            "backend \(backend)",
            "  balance roundrobin",
        ]
    }
}
