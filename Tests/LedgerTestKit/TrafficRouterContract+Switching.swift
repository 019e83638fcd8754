import LedgerCore
import Rollout
import Testing

/// What routers have in common that send everybody to one side.
extension TrafficRouterContract {
    package static let switchingRules = [
        TrafficRouterRule("the side at the start is read") { router in
            try await expect(router, "stable")
        },
        TrafficRouterRule("the side that is set is read back, and back again") { router in
            for (index, side) in ["canary", "stable", "canary"].enumerated() {
                try await router.set(all(to: side), token: Int64(index + 1))
                try await expect(router, side)
            }
        },
        TrafficRouterRule("setting the same side again changes nothing") { router in
            for _ in 1...3 { try await router.set(all(to: "canary"), token: 7) }
            try await expect(router, "canary")
        },
        TrafficRouterRule("nothing is switched after the deadline") { router in
            let error = await outboundError { () async throws(OutboundError) in
                try await router.set(all(to: "canary"), users: nil, token: 2, before: .now)
            }
            #expect(error?.code == .unreachable)
            try await expect(router, "stable")
        },
        TrafficRouterRule("an unknown side, a part, and nothing are refused") { router in
            let wrong = [
                ["stable": 0, "nobody": 100], ["stable": 75, "canary": 25],
                ["stable": 0, "canary": 0], ["stable": 100, "canary": 100],
            ]
            for shares in wrong {
                let error = await outboundError { () async throws(OutboundError) in
                    try await router.set(shares, token: 2)
                }
                #expect(error?.code == .refused, "\(shares)")
            }
            try await expect(router, "stable")
        },
        TrafficRouterRule("a lower token is refused by a router that says it does so") { router in
            try await router.set(all(to: "canary"), token: 9)
            let error = await outboundError { () async throws(OutboundError) in
                try await router.set(all(to: "stable"), token: 8)
            }
            let refuses = router.capabilities.refusesTokens
            #expect(error?.code == (refuses ? .stale : nil))
            try await expect(router, refuses ? "canary" : "stable")
        },
        TrafficRouterRule("the token in force is shown by a router that says it does so") {
            router in
            try await router.set(all(to: "canary"), token: 8)
            try await router.set(all(to: "canary"), token: 9)
            let token = try await router.observe().token
            #expect(token == (router.capabilities.showsToken ? 9 : nil))
        },
    ]

    private static func all(to side: String) -> [String: Int] {
        ["stable": 0, "canary": 0].merging([side: 100]) { $1 }
    }

    private static func expect(_ router: any TrafficRouter, _ side: String) async throws {
        #expect(try await router.observe().shares.filter { $0.value > 0 } == [side: 100])
    }
}
