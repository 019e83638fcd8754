package import LedgerCore
import Rollout
import Testing

/// Users who are sent to one target whatever the shares are.
extension TrafficRouterContract {
    /// One of each sort; an implementation's tests name these in its settings where it needs that.
    package static let traits: [UserTrait] = [
        .header("x-cohort"), .cookie("variant"),
        .bucket(of: .header, name: "x-user", key: "agents"),
        .bucket(of: .cookie, name: "uid", key: "agents"),
    ]

    static let users = [
        TrafficRouterRule("users that a router can tell apart are read back as they were set") {
            router in
            for (index, route) in routes.filter({ isPossible($0, router) }).enumerated() {
                try await router.set(split(canary: 0), users: route, token: Int64(index + 1))
                let observed = try await router.observe()
                #expect(observed.shares == split(canary: 0))
                #expect(observed.users == route)
            }
        },
        TrafficRouterRule("users who are not named again are forgotten") { router in
            guard let route = routes.first(where: { isPossible($0, router) }) else { return }
            try await router.set(split(canary: 0), users: route, token: 1)
            try await router.set(split(canary: 100), token: 2)
            let observed = try await router.observe()
            #expect(observed.shares == split(canary: 100))
            #expect(observed.users == nil)
        },
        TrafficRouterRule("users that a router cannot tell apart are refused and change nothing") {
            router in
            try await router.set(split(canary: 25), token: 1)
            let unknown = UserRoute(
                UserRule(trait: .header("x-cohort"), values: ["a"]), to: "nobody", percent: 100)
            for route in routes.filter({ !isPossible($0, router) }) + [unknown] {
                let error = await outboundError { () async throws(OutboundError) in
                    try await router.set(split(canary: 0), users: route, token: 2)
                }
                #expect(error?.code == .refused)
            }
            let observed = try await router.observe()
            #expect(observed.shares == split(canary: 25))
            #expect(observed.users == nil)
        },
    ]

    private static let routes = traits.map { trait in
        UserRoute(
            UserRule(trait: trait, values: trait.isBucket ? [] : ["beta", "a.b~c:d@e+f-g_h"]),
            to: "canary", percent: 35)
    }

    private static func isPossible(_ route: UserRoute, _ router: any TrafficRouter) -> Bool {
        router.capabilities.canRoute(by: route.rule.trait)
    }
}
