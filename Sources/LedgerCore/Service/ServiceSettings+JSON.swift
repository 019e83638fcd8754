extension ServiceSettings {
    /// Reads a request's or an event's settings; problems are noted in the reader.
    package init(_ fields: FieldReader) {
        let slots = fields.optionalObjects("slots", count: 2...2)?.map(Slot.init) ?? []
        if fields.value("slots") == nil { fields.note("is required", at: "slots") }
        if Set(slots.map(\.name)).count < slots.count {
            fields.note("must have different names", at: "slots")
        }
        Slot.noteProblems(of: slots, in: fields)
        self.init(
            slots: slots, router: RouterSettings(fields.object("router")),
            metrics: MetricsSettings(fields.object("metrics")),
            deployer: fields.optionalObject("deployer").map(DeployerSettings.init)
                ?? .http(healthyChecks: 3),
            policies: fields.optionalObject("policies").map(ServicePolicies.init)
                ?? ServicePolicies())
    }

    package var json: JSONObject {
        [
            "slots": .array(slots.map { .object($0.json) }), "router": .object(router.json),
            "metrics": .object(metrics.json), "deployer": .object(deployer.json),
            "policies": policies == ServicePolicies() ? nil : .object(policies.json),
        ]
    }
}

extension RouterSettings {
    private enum Kind: String, CaseIterable { case haproxy, envoy, `switch` }

    fileprivate init(_ fields: FieldReader) {
        switch fields.choice("kind", or: Kind.haproxy) {
        case .haproxy:
            self = .haproxy(
                address: fields.string("address", length: 1...200), backend: fields.name("backend"),
                users: fields.optionalObject("users").map(UserMap.init))
        case .envoy:
            self = .envoy(
                admin: fields.url("admin"), file: UserMap.path(fields, "file"),
                route: fields.name("route"))
        case .switch:
            self = .switch(
                url: fields.url("url"), keepsTokens: fields.optionalFlag("keeps_tokens") ?? false)
        }
        fields.refuseUnknownFields()
    }

    fileprivate var json: JSONObject {
        switch self {
        case .haproxy(let address, let backend, let users):
            [
                "kind": "haproxy", "address": .string(address), "backend": .string(backend),
                "users": (users?.json).map(JSONValue.object),
            ]
        case .envoy(let admin, let file, let route):
            [
                "kind": "envoy", "admin": .string(admin), "file": .string(file),
                "route": .string(route),
            ]
        case .switch(let url, let keepsTokens):
            [
                "kind": "switch", "url": .string(url),
                "keeps_tokens": keepsTokens ? true : nil,
            ]
        }
    }

    /// Name for messages, such as `haproxy`.
    package var kind: String {
        switch self {
        case .haproxy: Kind.haproxy.rawValue
        case .envoy: Kind.envoy.rawValue
        case .switch: Kind.switch.rawValue
        }
    }
}

extension UserMap {
    fileprivate init(_ fields: FieldReader) {
        let readers = fields.optionalObjects("traits", count: 1...Self.maximumTraits)
        if fields.value("traits") == nil { fields.note("is required", at: "traits") }
        let traits = (readers ?? []).map { reader in
            let trait = UserTrait(reader)
            reader.refuseUnknownFields()
            return trait
        }
        self.init(path: Self.path(fields, "map"), traits: traits)
        fields.refuseUnknownFields()
    }

    fileprivate var json: JSONObject {
        ["map": .string(path), "traits": .array(traits.map { .object($0.json) })]
    }

    /// It becomes part of a router's commands.
    fileprivate static func path(_ fields: FieldReader, _ name: String) -> String {
        let path = fields.string(name, length: 1...200)
        let isPlain = path.split(separator: "/").allSatisfy { FieldReader.isName(String($0)) }
        if fields.value(name) != nil, !path.hasPrefix("/") || path.hasSuffix("/") || !isPlain {
            fields.note("must be an absolute path of A-Z a-z 0-9 _ . - and /", at: name)
        }
        return path
    }
}

extension MetricsSettings {
    private enum Kind: String, CaseIterable { case prometheus, json, pushed }

    fileprivate init(_ fields: FieldReader) {
        switch fields.choice("kind", or: Kind.prometheus) {
        case .prometheus:
            self = .prometheus(
                url: fields.url("url"), service: fields.string("service", length: 1...200),
                queries: Self.queries(fields))
        case .json:
            // Without it there are problems, so that nobody uses the stand-in.
            self =
                JSONMetricsSettings(fields).map(MetricsSettings.json)
                ?? .prometheus(url: "", service: "")
        case .pushed: self = .pushed
        }
        fields.refuseUnknownFields()
    }

    /// A question about all versions at once would have more than one answer.
    private static func queries(_ fields: FieldReader) -> [String: String] {
        let queries = fields.named("queries") { fields, name in
            let query = fields.string(name, length: 1...1000)
            if !["{{version}}", "{{window}}"].allSatisfy({ query.contains($0) }) {
                fields.note("must hold {{version}} and {{window}}", at: name)
            }
            return query
        }
        if queries.count > MetricsSettings.maximumQueries {
            fields.note("must have \(maximumQueries) members at most", at: "queries")
        }
        return queries
    }

    /// Each is a request of its own, all at once, at each look.
    private static let maximumQueries = 10

    /// Name for messages, such as `prometheus`.
    package var kind: String {
        let kind: Kind =
            switch self {
            case .prometheus: .prometheus
            case .json: .json
            case .pushed: .pushed
            }
        return kind.rawValue
    }

    fileprivate var json: JSONObject {
        switch self {
        case .prometheus(let url, let service, let queries):
            [
                "kind": "prometheus", "url": .string(url), "service": .string(service),
                "queries": queries.isEmpty
                    ? nil
                    : .object(
                        JSONObject(
                            queries.sorted { $0.key < $1.key }.map { name, query in
                                JSONObject.Member(name: name, value: .string(query))
                            })),
            ]
        case .json(let settings): settings.json
        case .pushed: ["kind": "pushed"]
        }
    }
}

extension DeployerSettings {
    private enum Kind: String, CaseIterable { case http }

    fileprivate init(_ fields: FieldReader) {
        switch fields.choice("kind", or: Kind.http) {
        case .http:
            self = .http(
                healthyChecks: fields.optionalInteger("healthy_checks", in: 1...10) ?? 3)
        }
        fields.refuseUnknownFields()
    }

    fileprivate var json: JSONObject {
        switch self {
        case .http(let checks): ["kind": "http", "healthy_checks": .integer(checks)]
        }
    }
}
