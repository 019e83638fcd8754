import Curl
import LedgerCore
import Rollout

/// Envoy's admin API: what it does, in its own words.
struct EnvoyAdmin {
    let client: CurlClient
    let url: String
    /// A step of the saga has 10 s, and setting asks more than once.
    var timeout = Duration.seconds(2)

    /// The routes in force.
    ///
    /// - Throws: ``OutboundError/Code/refused`` when Envoy has no route configuration of the name.
    func routes(named name: String) async throws(OutboundError) -> EnvoyRoutes {
        let answer = try await ask("config_dump?resource=dynamic_route_configs")
        let found = (answer["configs"]?.elements ?? []).first { entry in
            entry["route_config"]?["name"]?.text == name
        }
        guard let found else {
            throw OutboundError(.refused, "Envoy has no dynamic route configuration \(name)")
        }
        guard let routes = EnvoyRoutes(found["route_config"]) else {
            throw OutboundError(.malformed, "Envoy's routes of \(name) do not end with shares")
        }
        return routes
    }

    /// Every cluster by name, and whether all of its hosts are unhealthy.
    func clusters() async throws(OutboundError) -> [String: Bool] {
        let answer = try await ask("clusters?format=json")
        guard let statuses = answer["cluster_statuses"]?.elements else {
            throw OutboundError(.malformed, "Envoy's clusters are not as we know them")
        }
        let named = statuses.compactMap { status in
            status["name"]?.text.map { ($0, Self.isDown(status)) }
        }
        return Dictionary(named) { first, _ in first }
    }

    /// Envoy names only what speaks against a host's health.
    private static func isDown(_ cluster: JSONValue) -> Bool {
        let hosts = cluster["host_statuses"]?.elements ?? []
        return !hosts.isEmpty
            && hosts.allSatisfy { host in
                guard case .object(let health)? = host["health_status"] else { return false }
                return health.members.contains { $0.value == .bool(true) }
            }
    }

    private func ask(_ path: String) async throws(OutboundError) -> JSONValue {
        let response: HTTPResponse
        do throws(CurlError) {
            response = try await client.perform(
                HTTPRequest(.get, "\(url.withoutLastSlash)/\(path)", timeout: timeout))
        } catch {
            throw OutboundError(error, from: "Envoy")
        }
        guard response.status == 200, let answer = try? JSONParser.parse(response.body) else {
            throw OutboundError(
                .malformed, "Envoy's admin API answered \(response.status) and not its own JSON")
        }
        return answer
    }
}
