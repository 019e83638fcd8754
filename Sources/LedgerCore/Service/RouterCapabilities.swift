/// What a router can do, as far as plans and effects depend on it.
package struct RouterCapabilities: Sendable, Equatable {
    /// Which users it can tell apart and send to one version.
    package enum Users: Sendable, Equatable {
        case none
        /// What its settings say that its own configuration reads.
        case named(Set<UserTrait>)
        case byAnyHeaderOrCookie
        case byAnything
    }

    /// Refuses a request with a lower token than it has seen.
    package let refusesTokens: Bool
    /// Shows the token of the request that is in force.
    package let showsToken: Bool
    package let users: Users
    /// Gives parts of the traffic to several targets; otherwise one of them has all of it, always.
    package let splits: Bool

    package init(
        refusesTokens: Bool, showsToken: Bool, users: Users = .none, splits: Bool = true
    ) {
        self.refusesTokens = refusesTokens
        self.showsToken = showsToken
        self.users = users
        self.splits = splits
    }

    package func canRoute(by trait: UserTrait) -> Bool {
        switch users {
        case .none: false
        case .named(let traits): traits.contains(trait)
        case .byAnyHeaderOrCookie: !trait.isBucket
        case .byAnything: true
        }
    }
}

extension ServiceSettings {
    /// Why this service cannot carry the plan out, and what to do; `nil` when it can.
    func refusal(of plan: DeploymentPlan) -> Refusal? {
        if plan.route != nil, slots.contains(where: { $0.instances.count > 1 }) {
            return Refusal(
                .routerCannot,
                "users are sent to a slot of one instance, and these have more: deploy without a route"
            )
        }
        return refusal(ofLooksOf: plan) ?? router.refusal(of: plan)
    }

    /// How many batches a rolling deployment has, and so how many looks, only the service tells.
    private func refusal(ofLooksOf plan: DeploymentPlan) -> Refusal? {
        guard plan.rolling != nil, !plan.isJudgedByHealth, plan.analysis.judge == .sequential,
            let count = slots.first?.instances.count
        else { return nil }
        let looks = plan.unrolled(over: count, hasStable: true).plannedLooks
        guard looks > Looks.limit else { return nil }
        return Refusal(
            .planTooLong,
            "its batches make \(looks) looks, and \(Looks.limit) can be added up: take more "
                + "interval_seconds, a larger surge, or the guarded-ratio judge")
    }
}

extension RouterSettings {
    /// What routers of this kind, with these settings, can do; the adapters say the same.
    package var capabilities: RouterCapabilities {
        switch self {
        case .haproxy(_, _, nil): RouterCapabilities(refusesTokens: false, showsToken: false)
        case .haproxy(_, _, let users?):
            RouterCapabilities(
                refusesTokens: false, showsToken: true, users: .named(Set(users.traits)))
        case .envoy:
            RouterCapabilities(refusesTokens: true, showsToken: true, users: .byAnyHeaderOrCookie)
        case .switch(_, let keepsTokens):
            RouterCapabilities(
                refusesTokens: keepsTokens, showsToken: keepsTokens, splits: false)
        }
    }

    /// Why this router cannot carry the plan out, and what to do; `nil` when it can.
    func refusal(of plan: DeploymentPlan) -> Refusal? {
        if !capabilities.splits, plan.strategy != .blueGreen {
            return Refusal(
                .routerCannot,
                "the \(kind) router sends everybody to one side: deploy with strategy blue-green")
        }
        guard let trait = plan.route?.trait, !capabilities.canRoute(by: trait) else { return nil }
        return Refusal(
            .routerCannot,
            "the \(kind) router cannot send users by \(trait.text): \(capabilities.users.advice)")
    }
}

extension RouterCapabilities.Users {
    fileprivate var advice: String {
        switch self {
        case .none: "deploy without a route, or have the service's router settings name users"
        case .named(let traits):
            "its settings name " + traits.map(\.text).sorted().joined(separator: ", ")
        case .byAnyHeaderOrCookie: "use a header or a cookie with values"
        case .byAnything: "it routes by anything"
        }
    }
}
