import LedgerCore

/// What the map of users says: the token of who wrote it, and whom it sends where.
///
/// Keys are `token`; `header:NAME=VALUE` and `cookie:NAME=VALUE` with a target; or
/// `bucket:KEY:CARRIER:NAME` with a position of 0...10000, below which users go to the target of
/// `bucket-to`. `docs/routers.md` shows the configuration that reads them.
struct HAProxyUserEntries: Equatable {
    let token: Int64?
    let users: UserRoute?

    init(token: Int64?, users: UserRoute?) {
        self.token = token
        self.users = users
    }

    var entries: [(key: String, value: String)] {
        (token.map { [("token", "\($0)")] } ?? []) + (users.map(Self.entries) ?? [])
    }

    private static func entries(of users: UserRoute) -> [(key: String, value: String)] {
        guard users.rule.trait.isBucket else {
            return users.rule.values.map { (prefix(users.rule.trait) + $0, users.place) }
        }
        return [
            (prefix(users.rule.trait), "\(users.percent * 100)"), ("bucket-to", users.place),
        ]
    }

    /// The key, up to a value.
    private static func prefix(_ trait: UserTrait) -> String {
        switch trait {
        case .header(let name): "header:\(name)="
        case .cookie(let name): "cookie:\(name)="
        case .bucket(let carrier, let name, let key): "bucket:\(key):\(carrier.rawValue):\(name)"
        }
    }

    /// - Parameters:
    ///   - lines: the answer to `show map`: an address, a key and a value each.
    ///   - traits: those that the map may hold; anything else is foreign.
    init(_ lines: String, traits: [UserTrait]) {
        var entries = lines.split(separator: "\n").map { line in
            line.split(separator: " ", maxSplits: 2).dropFirst().map(String.init)
        }
        token = entries.first { $0.first == "token" }?.last.flatMap { Int64($0) }
        entries.removeAll { $0.first == "token" }
        users = entries.isEmpty ? nil : Self.route(entries, traits) ?? .foreign
    }

    private static func route(_ lines: [[String]], _ traits: [UserTrait]) -> UserRoute? {
        let found = Dictionary(lines.map { ($0.first ?? "", $0.last ?? "") }) { first, _ in first }
        return traits.lazy.compactMap { route(by: $0, in: found) }.first { route in
            Dictionary(Self.entries(of: route)) { first, _ in first } == found
        }
    }

    private static func route(by trait: UserTrait, in found: [String: String]) -> UserRoute? {
        let prefix = prefix(trait)
        if trait.isBucket {
            guard let limit = found[prefix].flatMap({ Int($0) }), let to = found["bucket-to"] else {
                return nil
            }
            return UserRoute(UserRule(trait: trait), to: to, percent: limit / 100)
        }
        let values = found.keys.filter { $0.hasPrefix(prefix) }.map {
            String($0.dropFirst(prefix.count))
        }
        return found.values.first.map {
            UserRoute(UserRule(trait: trait, values: values), to: $0, percent: 100)
        }
    }
}
