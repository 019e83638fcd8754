package import Curl
package import LedgerCore
package import Rollout

/// HAProxy's runtime API: weights of the servers of one backend, in force at once, and whom a map
/// sends to one of them.
///
/// HAProxy refuses no old token, and forgets what was set at run time when it is reloaded or
/// restarted, unless it is told to load a state file; only reading back shows it. A map keeps the
/// token of what is in force.
package struct HAProxyRouter: TrafficRouter {
    package let capabilities: RouterCapabilities
    var runtime: HAProxyRuntime
    private let backend: String
    private let users: UserMap?

    /// - Parameters:
    ///   - address: of the stats socket, which needs `level admin`: `host:port` or `unix:/path`.
    ///   - backend: a name in HAProxy's alphabet; it becomes part of commands.
    ///   - users: the map of users, where the configuration has one.
    /// - Throws: ``OutboundError/Code/refused`` for any other name.
    package init(
        client: CurlClient, address: String, backend: String, users: UserMap? = nil
    ) throws(OutboundError) {
        guard !backend.isEmpty, backend.utf8.allSatisfy(HAProxyRouter.isNameByte) else {
            throw OutboundError(
                .refused, "A backend's name holds letters, digits, '-', '_', '.' and ':' only")
        }
        runtime = HAProxyRuntime(client: client, address: address)
        self.backend = backend
        self.users = users
        capabilities =
            RouterSettings.haproxy(address: address, backend: backend, users: users)
            .capabilities
    }

    /// Sets the weights, after a look at the servers: an unknown one must change nothing.
    ///
    /// A process that was stopped between the two does not set what others may have changed since.
    package func set(
        _ shares: [String: Int], users: UserRoute?, token: Int64,
        before deadline: ContinuousClock.Instant
    ) async throws(OutboundError) {
        try check(users)
        let current = try await serversBeforeSetting()
        let names = shares.keys + (users.map { [$0.place] } ?? [])
        for name in names.sorted() where !current.contains(where: { $0.name == name }) {
            throw OutboundError(.refused, "HAProxy has no such server in \(backend)")
        }
        guard shares.values.allSatisfy((0...100).contains) else {
            throw OutboundError(.refused, "A share is 0 to 100 percent")
        }
        let weights = Dictionary(current.map { ($0.name, $0.weight) }) { first, _ in first }
        // Users first: they leave a target before others come, and none is without one.
        let commands =
            try await mapCommands(.init(token: token, users: users))
            + WeightOrder.steps(from: weights, to: shares).map { step in
                "set weight \(backend)/\(step.name) \(step.weight)"
            }
        guard .now < deadline else {
            throw OutboundError(.unreachable, "The servers were seen too late; nothing was set")
        }
        let answer = try await runtime.ask(commands.joined(separator: "; "))
        try HAProxyRefusal.check(answer, commands: commands.count)
    }

    package func observe() async throws(OutboundError) -> ObservedShares {
        let content = try await userMap?.content()
        let servers = try await servers()
        return ObservedShares(
            shares: WeightShares.percent(of: servers.map { ($0.name, $0.weight) }),
            weights: Dictionary(servers.map { ($0.name, $0.weight) }) { first, _ in first },
            users: content?.users, down: Set(servers.filter { !$0.takesTraffic }.map(\.name)),
            token: content?.token)
    }

    private var userMap: HAProxyUserMap? {
        users.map { HAProxyUserMap(runtime: runtime, map: $0) }
    }

    private func check(_ route: UserRoute?) throws(OutboundError) {
        guard let route, !capabilities.canRoute(by: route.rule.trait) else { return }
        throw OutboundError(
            .refused, "HAProxy's settings do not name users by \(route.rule.trait.text)")
    }

    private func mapCommands(
        _ content: HAProxyUserEntries
    ) async throws(OutboundError) -> [String] {
        do throws(OutboundError) {
            return try await userMap?.commands(for: content) ?? []
        } catch {
            guard error.isUnknown else { throw error }
            throw OutboundError(.unreachable, "\(error.message); nothing was set")
        }
    }

    /// Nothing is set yet, so no answer here leaves anything unknown.
    private func serversBeforeSetting() async throws(OutboundError) -> [HAProxyServerState] {
        do throws(OutboundError) {
            return try await servers()
        } catch {
            guard error.code == .unknownOutcome else { throw error }
            throw OutboundError(.unreachable, "\(error.message); nothing was set")
        }
    }

    private func servers() async throws(OutboundError) -> [HAProxyServerState] {
        let answer = try await runtime.ask("show servers state \(backend)")
        return try HAProxyServerState.parse(answer, backend: backend)
    }

    /// HAProxy's configuration manual, 2.2: names of sections.
    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: [UInt8]("-_.:".utf8).contains(byte)
        }
    }
}
