/// Where a key counts; whatever is not bounded counts everywhere.
package struct KeyBounds: Sendable, Equatable {
    /// `nil` is every environment.
    package let environments: Set<String>?
    /// `nil` is every service; else what is no service's, such as a flag, can only be read.
    package let services: Set<String>?

    package init(environments: Set<String>? = nil, services: Set<String>? = nil) {
        self.environments = environments
        self.services = services
    }

    package static let none = KeyBounds()

    package var isNone: Bool { self == .none }

    /// Names in each list.
    package static let limit = 100

    /// - Parameter service: `nil` for what belongs to the environment as a whole.
    package func allow(environment: String, service: String?) -> Bool {
        guard environments?.contains(environment) ?? true else { return false }
        guard let service, let services else { return true }
        return services.contains(service)
    }

    /// Whether what belongs to an environment as a whole may be changed.
    package var coverEnvironments: Bool { services == nil }
}
