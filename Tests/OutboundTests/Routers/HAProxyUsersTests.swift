import LedgerCore
import LedgerTestKit
import Rollout
import Servers
import Testing

@testable import Outbound

/// Users told apart by the very rules that `docs/routers.md` shows.
struct HAProxyUsersTests {
    private static let everybodyElse = ["stable": 100, "canary": 0]

    @Test(arguments: TrafficRouterContract.rules)
    func `HAProxy with a map of users keeps the contract`(_ rule: TrafficRouterRule) async throws {
        let balancer = try await Balancer.start(knowsUsers: true)
        try await rule.check(balancer.router())
        await balancer.stop()
    }

    @Test func `users of a rule meet the canary each time, and nobody else does`() async throws {
        let balancer = try await Balancer.start(knowsUsers: true)
        let router = try balancer.router()
        let rule = UserRule(trait: .header("x-cohort"), values: ["beta", "b.c"])
        try await router.set(
            Self.everybodyElse, users: UserRoute(rule, to: "canary", percent: 50), token: 1)
        for (cohort, isIn) in [("beta", 20), ("b.c", 20), ("bxc", 0), ("alpha", 0), ("", 0)] {
            let headers = ["X-Cohort": cohort]
            #expect(try await balancer.visitors.canaryAnswers(of: 20, headers) == isIn)
        }
        let cookies = UserRule(trait: .cookie("variant"), values: ["b"])
        try await router.set(
            Self.everybodyElse, users: UserRoute(cookies, to: "canary", percent: 50), token: 2)
        for (cookie, isIn) in [("a=1; variant=b", 20), ("variant=c", 0), ("my_variant=b", 0)] {
            let headers = ["Cookie": cookie, "X-Cohort": "beta"]
            #expect(try await balancer.visitors.canaryAnswers(of: 20, headers) == isIn)
        }
        await balancer.stop()
    }

    @Test(arguments: [UserTrait.Carrier.header, .cookie])
    func `its bucket of a user is a flag's`(carrier: UserTrait.Carrier) async throws {
        let balancer = try await Balancer.start(knowsUsers: true)
        let router = try balancer.router()
        let name = carrier == .header ? "x-user" : "uid"
        let rule = UserRule(trait: .bucket(of: carrier, name: name, key: "agents"))
        var before: Set<String> = []
        for percent in [1, 20, 50, 99] {
            try await router.set(
                Self.everybodyElse, users: UserRoute(rule, to: "canary", percent: percent),
                token: Int64(percent))
            let met = try await users(who: balancer.visitors, carrier, name)
            let flag = Self.users.filter {
                FlagBucket(flag: "agents", user: $0).position < percent * 100
            }
            #expect(met == Set(flag), "\(percent) percent")
            #expect(before.isSubset(of: met))
            before = met
        }
        #expect(try await balancer.visitors.canaryAnswers(of: 20) == 0)
        await balancer.stop()
    }

    @Test func `a map emptied by hand is seen`() async throws {
        let balancer = try await Balancer.start(knowsUsers: true)
        let router = try balancer.router()
        let rule = UserRule(trait: .header("x-cohort"), values: ["beta"])
        let route = UserRoute(rule, to: "canary", percent: 50)
        try await router.set(Self.everybodyElse, users: route, token: 5)
        let map = balancer.slots.directory.path + "/users.map"

        _ = try await router.runtime.ask("add map \(map) header:x-other=a canary")
        #expect(try await router.observe().users == .foreign)
        _ = try await router.runtime.ask("clear map \(map)")
        let observed = try await router.observe()
        #expect(observed.users == nil)
        #expect(observed.token == nil)
        await balancer.stop()
    }

    @Test func `a map that HAProxy does not have is refused`() async throws {
        let balancer = try await Balancer.start()
        let router = try HAProxyRouter(
            client: balancer.slots.client, address: balancer.runtime, backend: "agents",
            users: UserMap(path: "/etc/haproxy/none.map", traits: [.header("x-cohort")]))
        let error = await outboundError { () async throws(OutboundError) in
            try await router.set(["stable": 75, "canary": 25], token: 1)
        }
        #expect(error?.code == .refused)
        await balancer.stop()
    }

    private static let users = (0..<150).map { "user-\($0)" } + ["Ä", "a b", "0"]

    /// Those who meet the canary.
    private func users(
        who visitors: Visitors, _ carrier: UserTrait.Carrier, _ name: String
    ) async throws -> Set<String> {
        var met: Set<String> = []
        for user in Self.users {
            let headers =
                carrier == .header ? [name: user] : ["Cookie": "first=1; \(name)=\(user)"]
            if try await visitors.meetCanary(headers) { met.insert(user) }
        }
        return met
    }
}
