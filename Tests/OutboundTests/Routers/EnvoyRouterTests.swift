import Executors
import FoundationEssentials
import LedgerCore
import LedgerTestKit
import Rollout
import Servers
import Testing

@testable import Outbound

struct EnvoyRouterTests {
    @Test(arguments: TrafficRouterContract.rules)
    func `Envoy keeps the contract`(_ rule: TrafficRouterRule) async throws {
        let balancer = try await EnvoyBalancer.start()
        try await rule.check(balancer.router())
        await balancer.stop()
    }

    @Test func `users meet the canary as often as was set`() async throws {
        let balancer = try await EnvoyBalancer.start()
        let router = balancer.router()

        for (token, percent) in [0, 25, 50, 100].enumerated() {
            try await router.set(
                ["stable": 100 - percent, "canary": percent], token: Int64(token))
            let answers = try await balancer.visitors.canaryAnswers(of: 400)
            // Envoy draws at random: four standard deviations.
            let spread = 4 * (400 * Double(percent * (100 - percent)) / 10_000).squareRoot()
            #expect(abs(Double(answers - 4 * percent)) <= spread, "\(percent) percent")
        }
        await balancer.stop()
    }

    @Test func `users of a rule meet the canary each time, and nobody else does`() async throws {
        let balancer = try await EnvoyBalancer.start()
        let router = balancer.router()
        let values = UserRule(trait: .header("x-cohort"), values: ["beta", "b.c"])
        try await router.set(
            ["stable": 100, "canary": 0], users: UserRoute(values, to: "canary", percent: 50),
            token: 1)
        for (cohort, isIn) in [("beta", 20), ("b.c", 20), ("bxc", 0), ("alpha", 0)] {
            let headers = ["X-Cohort": cohort]
            #expect(try await balancer.visitors.canaryAnswers(of: 20, headers) == isIn)
        }
        let cookies = UserRule(trait: .cookie("variant"), values: ["b.c"])
        try await router.set(
            ["stable": 100, "canary": 0], users: UserRoute(cookies, to: "canary", percent: 50),
            token: 2)
        for (cookie, isIn) in [
            ("variant=b.c", 20), ("a=1; variant=b.c; d=2", 20), ("variant=bxc", 0),
            ("my_variant=b.c", 0), ("variant=b.cd", 0), ("", 0),
        ] {
            let headers = ["Cookie": cookie, "X-Cohort": "beta"]
            #expect(try await balancer.visitors.canaryAnswers(of: 20, headers) == isIn)
        }
        await balancer.stop()
    }

    @Test func `routes edited by hand are seen`() async throws {
        let balancer = try await EnvoyBalancer.start()
        let router = balancer.router()
        let rule = UserRule(trait: .header("x-cohort"), values: ["beta"])
        try await router.set(
            ["stable": 100, "canary": 0], users: UserRoute(rule, to: "canary", percent: 50),
            token: 7)

        let text = try #require(FileManager.default.contents(atPath: balancer.file))
        let edited = String(decoding: text, as: UTF8.self)
            .replacing(#""prefix":"/","headers""#, with: #""prefix":"/beta","headers""#)
        try Data(edited.utf8).write(to: URL(filePath: balancer.file), options: .atomic)

        let deadline = ContinuousClock.now + .seconds(20)
        var observed = try await router.observe()
        while observed.users != .foreign, .now < deadline {
            try await balancer.slots.wait()
            observed = try await router.observe()
        }
        #expect(observed.users == .foreign)
        #expect(observed.token == 7)
        await balancer.stop()
    }

    @Test func `a restart keeps what was set`() async throws {
        let balancer = try await EnvoyBalancer.start()
        let router = balancer.router()
        try await router.set(["stable": 60, "canary": 40], token: 3)
        await balancer.envoy.stop()
        let again = try await EnvoyServer.start(
            in: balancer.slots.directory.path, balancer.configuration)

        let observed = try await router.observe()
        #expect(observed.token == 3)
        #expect(observed.shares == ["stable": 60, "canary": 40])
        await again.stop()
        await balancer.stop()
    }

    @Test func `nothing is written while another worker writes`() async throws {
        let balancer = try await EnvoyBalancer.start()
        let router = balancer.router()
        let lock = try FileLock.take(balancer.file + ".lock")
        let error = await outboundError { () async throws(OutboundError) in
            try await router.set(
                ["stable": 75, "canary": 25], users: nil, token: 1,
                before: .now + .milliseconds(300))
        }
        #expect(error?.code == .unreachable)
        _ = consume lock
        try await router.set(["stable": 75, "canary": 25], token: 1)
        #expect(try await router.observe().token == 1)
        await balancer.stop()
    }

    @Test func `a file that Envoy does not take leaves the outcome unknown`() async throws {
        let balancer = try await EnvoyBalancer.start()
        var router = EnvoyRouter(
            client: balancer.slots.client, admin: balancer.admin, file: balancer.file + ".other",
            route: "agents")
        router.patience = .milliseconds(300)
        let patient = router
        #expect(await setError(of: patient)?.code == .unknownOutcome)
        await balancer.stop()
    }

    @Test func `a cluster whose hosts are all unhealthy is down`() async throws {
        let balancer = try await EnvoyBalancer.start(checksHealth: true)
        let router = balancer.router()
        #expect(try await router.observe().down == [])

        try await balancer.slots.tell(balancer.slots.canary, "health", "503 {}")

        let deadline = ContinuousClock.now + .seconds(20)
        var down: Set<String> = []
        while down.isEmpty, .now < deadline {
            try await balancer.slots.wait()
            down = try await router.observe().down
        }
        #expect(down == ["canary"])
        await balancer.stop()
    }

    @Test func `an unknown route configuration is refused`() async throws {
        let balancer = try await EnvoyBalancer.start()
        let router = balancer.router(route: "nobody")
        #expect(await observeError(of: router)?.code == .refused)
        await balancer.stop()
    }

    @Test func `Envoy away is unreachable, and nothing is written`() async throws {
        let balancer = try await EnvoyBalancer.start()
        let router = balancer.router()
        await balancer.envoy.stop()
        #expect(await setError(of: router)?.code == .unreachable)
        #expect(await observeError(of: router)?.code == .unreachable)
        let kept = try #require(FileManager.default.contents(atPath: balancer.file))
        #expect(String(decoding: kept, as: UTF8.self).contains("by hand"))
        await balancer.stop()
    }

    private func setError(of router: EnvoyRouter) async -> OutboundError? {
        await outboundError { () async throws(OutboundError) in
            try await router.set(["stable": 75, "canary": 25], token: 1)
        }
    }

    private func observeError(of router: EnvoyRouter) async -> OutboundError? {
        await outboundError { () async throws(OutboundError) in try await router.observe() }
    }
}
