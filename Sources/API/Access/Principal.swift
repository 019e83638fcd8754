package import LedgerCore

/// Who asks, by proof, and what they may do.
package struct Principal: Sendable, Equatable {
    /// What the log holds as actor, such as `token:static` or `key:alice`.
    package let actor: String
    /// With those that come along.
    package let roles: Set<Role>
    package let bounds: KeyBounds
    /// Id of the key that was shown; `nil` without one.
    package let key: String?

    package init(
        actor: String, roles: Set<Role>, bounds: KeyBounds = .none, key: String? = nil
    ) {
        self.actor = actor
        self.roles = roles
        self.bounds = bounds
        self.key = key
    }

    /// Asked nobody for proof, and may do nothing but what is open to all.
    static let anonymous = Principal(actor: "anonymous", roles: [])

    /// May do everything, everywhere.
    static func administrator(_ actor: String) -> Principal {
        Principal(actor: actor, roles: Role.admin.included)
    }

    /// - Parameter what: what asks for it, when that is not the whole operation.
    func require(_ roles: Set<Role>, for what: String? = nil) throws(Problem) {
        guard self.roles.isDisjoint(with: roles) else { return }
        let names = roles.sorted().map(\.rawValue)
        let subject = what.map { "\($0) needs" } ?? "this needs"
        throw Problem(
            403, "role_required",
            "\(subject) the role \(names.joined(separator: " or ")); this key has "
                + self.roles.sorted().map(\.rawValue).joined(separator: ", "),
            members: ["needs": .strings(names)])
    }

    /// - Parameters:
    ///   - service: `nil` for what belongs to the environment as a whole.
    ///   - changes: whether it is to be changed, or only read.
    func requireReach(
        environment: String, service: String?, changes: Bool = false
    ) throws(Problem) {
        guard bounds.allow(environment: environment, service: service) else {
            throw Self.outside("this key does not count for \(service ?? environment)")
        }
        guard service != nil || !changes || bounds.coverEnvironments else {
            throw Self.outside("this key counts for some services only, not for environments")
        }
    }

    /// - Parameter stream: of a service; its key must count there.
    func requireReach(of stream: StreamName) throws(Problem) {
        guard let (environment, name) = stream.service else { return try requireReachOfAll() }
        try requireReach(environment: environment, service: name)
    }

    func requireReachOfAll() throws(Problem) {
        guard bounds.isNone else {
            throw Self.outside("this is about all environments; this key has bounds")
        }
    }

    private static func outside(_ detail: String) -> Problem {
        Problem(403, "outside_bounds", detail)
    }
}
