package import LedgerCore

/// Who may use an operation.
package enum Access: Sendable, Equatable {
    /// Cheap probes and documents, for anybody.
    case open
    /// Whoever has one of these roles, within their bounds.
    case roles(Set<Role>, reach: Reach)

    /// How an operation comes to know what it is about, so that a key's bounds can be asked.
    package enum Reach: String, Sendable {
        /// The path names the environment, and the service if it is one's: asked before it runs.
        case named
        /// The operation finds it out, and asks then.
        case found
        /// A list, which leaves out what is outside.
        case listed
        /// It is about no environment.
        case nowhere
        /// Everything at once: refused to keys with bounds.
        case whole
    }

    static func needs(_ roles: Role..., reach: Reach = .named) -> Access {
        .roles(Set(roles), reach: reach)
    }
}

extension Operation {
    /// Asks what can be asked before the operation runs.
    ///
    /// - Parameter parameters: the path's named parts.
    func check(_ principal: Principal, _ parameters: [String: String]) throws(Problem) {
        guard case .roles(let roles, let reach) = access else { return }
        try principal.require(roles)
        if reach == .whole { try principal.requireReachOfAll() }
        if let environment = parameters["environment"] {
            try principal.requireReach(
                environment: environment, service: parameters["service"],
                changes: method != "GET" && isCommand)
        }
    }
}
