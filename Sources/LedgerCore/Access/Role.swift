/// What a caller may do, by kind of work. Whoever has none of an operation's roles is refused.
package enum Role: String, CaseIterable, Sendable, Comparable {
    /// Reads services, deployments, flags and why things went as they did.
    case viewer
    /// Reads the whole log, exports and proves it, and sees the keys.
    case auditor
    /// Deploys, and changes flags.
    case producer
    /// Steers what is on its way, goes back, stops environments and registers services.
    case `operator`
    /// Says yes or no to stages that ask people.
    case approver
    /// Everything, and the keys.
    case admin

    /// Itself, and what comes with it: whoever may act may look.
    package var included: Set<Role> {
        switch self {
        case .viewer: [.viewer]
        case .auditor, .producer, .operator, .approver: [self, .viewer]
        case .admin: Set(Role.allCases)
        }
    }

    /// In the order of their declaration.
    package static func < (left: Role, right: Role) -> Bool { left.rank < right.rank }

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
