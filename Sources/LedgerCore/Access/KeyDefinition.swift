/// What a key is for: who answers for it, what it may do, where, and how long.
package struct KeyDefinition: Sendable, Equatable {
    /// For people; several keys may have the same.
    package let name: String
    /// Who answers for what it does: the actor in the log. Two keys of one owner are one person.
    package let owner: String
    package let roles: Set<Role>
    package let bounds: KeyBounds
    /// `nil` never ends.
    package let expiresAt: Timestamp?
    package let description: String?

    package init(
        name: String, owner: String, roles: Set<Role>, bounds: KeyBounds = .none,
        expiresAt: Timestamp? = nil, description: String? = nil
    ) {
        self.name = name
        self.owner = owner
        self.roles = roles
        self.bounds = bounds
        self.expiresAt = expiresAt
        self.description = description
    }

    /// With what comes along.
    package var allRoles: Set<Role> { roles.reduce(into: []) { $0.formUnion($1.included) } }

    /// Such as `key:alice`.
    package var actor: String { "key:\(owner)" }

    /// Reads it as the log has it: a role of a newer program allows nothing here.
    package init(_ fields: FieldReader) {
        self.init(
            name: fields.name("name"), owner: fields.name("owner"),
            roles: Set((fields.optionalStrings("roles") ?? []).compactMap { Role(rawValue: $0) }),
            bounds: KeyBounds(
                environments: fields.optionalStrings("environments").map { Set($0) },
                services: fields.optionalStrings("services").map { Set($0) }),
            expiresAt: fields.optionalTime("expires_at"),
            description: fields.optionalString("description"))
    }

    package var json: JSONObject {
        [
            "name": .string(name), "owner": .string(owner),
            "roles": .strings(roles.sorted().map(\.rawValue)),
            "environments": bounds.environments.map { .strings($0.sorted()) },
            "services": bounds.services.map { .strings($0.sorted()) },
            "expires_at": .time(expiresAt), "description": .string(description),
        ]
    }
}
