import LedgerCore
import Rollout

/// The routes that Envoy takes from a file, and shows of itself.
///
/// One virtual host for all domains: users that a rule names first, then everybody by weight. The
/// last route's name holds the token: Envoy 1.40 leaves a file aside, version and all, whose routes
/// are those it has.
struct EnvoyRoutes: Equatable {
    /// Of the route configuration.
    let name: String
    /// Relative weights by cluster; all 0, or none, when nobody may serve.
    let weights: [String: Int]
    let users: UserRoute?
    /// `nil` when it was not written by us.
    let token: Int64?

    private static let markPrefix = "shiplog/"

    /// The file: what a control plane would answer.
    var document: JSONObject {
        [
            "version_info": .string(mark),
            "resources": .array([
                .object([
                    "@type": "type.googleapis.com/envoy.config.route.v3.RouteConfiguration",
                    "name": .string(name),
                    "virtual_hosts": .array([
                        .object([
                            "name": "all", "domains": .strings(["*"]),
                            "routes": .array((userRoutes + [weighted]).map(JSONValue.object)),
                        ])
                    ]),
                ])
            ]),
        ]
    }

    private var mark: String { Self.markPrefix + "\(token ?? 0)" }

    /// Envoy takes no weights whose sum is 0: where nobody may serve, it answers by itself.
    private var weighted: JSONObject {
        guard weights.values.contains(where: { $0 > 0 }) else {
            return [
                "name": .string(mark), "match": .object(["prefix": "/"]),
                "direct_response": .object(["status": 503]),
            ]
        }
        let clusters = weights.sorted { $0.key < $1.key }.map { name, percent in
            JSONValue.object(["name": .string(name), "weight": .integer(percent)])
        }
        return [
            "name": .string(mark), "match": .object(["prefix": "/"]),
            "route": .object(["weighted_clusters": .object(["clusters": .array(clusters)])]),
        ]
    }

    private var userRoutes: [JSONObject] {
        guard let users else { return [] }
        return users.rule.values.compactMap { value in
            guard let header = EnvoyUserMatch(users.rule.trait, value)?.json else { return nil }
            return [
                "match": .object(["prefix": "/", "headers": .array([.object(header)])]),
                "route": .object(["cluster": .string(users.place)]),
            ]
        }
    }
}

extension EnvoyRoutes {
    /// - Parameter mark: the version of a file, or the name of a last route.
    static func token(_ mark: String?) -> Int64? {
        guard let mark, mark.hasPrefix(markPrefix) else { return nil }
        return Int64(mark.dropFirst(markPrefix.count))
    }

    /// Reads a route configuration as Envoy shows it.
    ///
    /// - Returns: `nil` when it does not end with a share for everybody.
    init?(_ configuration: JSONValue?) {
        guard let name = configuration?["name"]?.text,
            let hosts = configuration?["virtual_hosts"]?.elements, hosts.count == 1,
            let routes = hosts[0]["routes"]?.elements, let last = routes.last,
            last["match"]?["headers"] == nil, let weights = Self.weights(last)
        else { return nil }
        self.name = name
        token = Self.token(last["name"]?.text)
        self.weights = weights
        users = routes.count == 1 ? nil : Self.users(routes.dropLast()) ?? .foreign
    }

    private static func weights(_ last: JSONValue) -> [String: Int]? {
        if last["direct_response"] != nil { return [:] }
        guard let clusters = last["route"]?["weighted_clusters"]?["clusters"]?.elements else {
            return nil
        }
        let weights = clusters.compactMap { cluster in
            cluster["name"]?.text.map { ($0, cluster["weight"]?.whole ?? 0) }
        }
        return Dictionary(weights) { first, _ in first }
    }

    private static func users(_ routes: ArraySlice<JSONValue>) -> UserRoute? {
        let matches = routes.compactMap { EnvoyUserMatch($0["match"]) }
        let places = Set(routes.compactMap { $0["route"]?["cluster"]?.text })
        guard matches.count == routes.count, let trait = matches.first?.trait,
            matches.allSatisfy({ $0.trait == trait }), places.count == 1, let place = places.first
        else { return nil }
        return UserRoute(
            UserRule(trait: trait, values: matches.map(\.value)), to: place, percent: 100)
    }
}

extension JSONValue {
    subscript(name: String) -> JSONValue? {
        if case .object(let object) = self { object[name] } else { nil }
    }

    var text: String? { if case .string(let text) = self { text } else { nil } }
    var whole: Int? { if case .integer(let number) = self { Int(exactly: number) } else { nil } }
    var elements: [JSONValue]? { if case .array(let elements) = self { elements } else { nil } }
}
