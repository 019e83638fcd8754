import LedgerCore
import Rollout
import Testing

/// What all traffic routers have in common; each implementation's tests run every rule.
package enum TrafficRouterContract {
    package static let rules = setting + refusing + tokens + users

    private static let setting = [
        TrafficRouterRule("the shares at the start are read") { router in
            try await expect(router, canary: 0)
        },
        TrafficRouterRule("shares that are set are read back") { router in
            for (index, percent) in [5, 25, 50, 99, 100, 1, 0].enumerated() {
                try await router.set(split(canary: percent), token: Int64(index + 1))
                try await expect(router, canary: percent)
            }
        },
        TrafficRouterRule("all shares can be 0, and come back") { router in
            try await router.set(["stable": 0, "canary": 0], token: 1)
            #expect(try await router.observe().shares.values.allSatisfy { $0 == 0 })
            try await router.set(split(canary: 25), token: 2)
            try await expect(router, canary: 25)
        },
        TrafficRouterRule("setting the same shares again changes nothing") { router in
            for _ in 1...3 { try await router.set(split(canary: 25), token: 7) }
            try await expect(router, canary: 25)
        },
        TrafficRouterRule("nothing is set after the deadline") { router in
            try await router.set(split(canary: 25), token: 1)
            let error = await outboundError { () async throws(OutboundError) in
                try await router.set(split(canary: 50), users: nil, token: 2, before: .now)
            }
            #expect(error?.code == .unreachable)
            try await expect(router, canary: 25)
        },
        TrafficRouterRule("no target is down while all is well") { router in
            let observed = try await router.observe()
            #expect(observed.down == [])
        },
    ]

    private static let refusing = [
        TrafficRouterRule("an unknown target is refused and changes nothing") { router in
            try await router.set(split(canary: 25), token: 1)
            for shares in [["stable": 40, "nobody": 60], ["canary": 60, "nobody": 40]] {
                let error = await outboundError { () async throws(OutboundError) in
                    try await router.set(shares, token: 2)
                }
                #expect(error?.code == .refused)
            }
            try await expect(router, canary: 25)
        },
        TrafficRouterRule("a share outside 0...100 is refused and changes nothing") { router in
            try await router.set(split(canary: 25), token: 1)
            for percent in [-1, 101] {
                let error = await outboundError { () async throws(OutboundError) in
                    try await router.set(split(canary: percent), token: 2)
                }
                #expect(error?.code == .refused)
            }
            try await expect(router, canary: 25)
        },
    ]

    private static let tokens = [
        TrafficRouterRule("a lower token is refused by a router that says it does so") { router in
            try await router.set(split(canary: 25), token: 9)
            let error = await outboundError { () async throws(OutboundError) in
                try await router.set(split(canary: 50), token: 8)
            }
            #expect(error?.code == (router.capabilities.refusesTokens ? .stale : nil))
            try await expect(router, canary: router.capabilities.refusesTokens ? 25 : 50)
        },
        TrafficRouterRule("the token in force is shown by a router that says it does so") {
            router in
            try await router.set(split(canary: 25), token: 8)
            try await router.set(split(canary: 25), token: 9)
            let token = try await router.observe().token
            #expect(token == (router.capabilities.showsToken ? 9 : nil))
        },
    ]

    static func split(canary percent: Int) -> [String: Int] {
        ["stable": 100 - percent, "canary": percent]
    }

    private static func expect(_ router: any TrafficRouter, canary percent: Int) async throws {
        #expect(try await router.observe().shares == split(canary: percent))
    }
}
