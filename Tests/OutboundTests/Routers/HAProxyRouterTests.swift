import LedgerTestKit
import Rollout
import Servers
import Testing

@testable import Outbound

struct HAProxyRouterTests {
    @Test(arguments: TrafficRouterContract.rules)
    func `HAProxy keeps the contract`(_ rule: TrafficRouterRule) async throws {
        let balancer = try await Balancer.start()
        try await rule.check(balancer.router())
        await balancer.stop()
    }

    @Test func `users meet the canary as often as was set`() async throws {
        let balancer = try await Balancer.start()
        let router = try balancer.router()

        for percent in [0, 5, 25, 50, 100] {
            try await router.set(["stable": 100 - percent, "canary": percent], token: 1)
            let answers = try await balancer.canaryAnswers(of: 200)
            #expect((-2...2).contains(answers - 2 * percent), "\(percent) percent")
        }
        await balancer.stop()
    }

    @Test func `weights lost by a reload are seen`() async throws {
        let balancer = try await Balancer.start()
        let router = try balancer.router()
        try await router.set(["stable": 60, "canary": 40], token: 1)

        try await balancer.haproxy.reload()

        #expect(try await router.observe().shares == ["stable": 100, "canary": 0])
        await balancer.stop()
    }

    @Test func `servers that are no slots count too`() async throws {
        let balancer = try await Balancer.start(others: ["spare": 100])
        let router = try balancer.router()

        try await router.set(["stable": 75, "canary": 25], token: 1)

        let shares = try await router.observe().shares
        #expect(shares == ["stable": 38, "canary": 13, "spare": 50])
        await balancer.stop()
    }

    @Test func `a server that HAProxy holds for dead is down`() async throws {
        let balancer = try await Balancer.start(checksHealth: true)
        let router = try balancer.router()
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

    @Test func `an unknown backend is refused`() async throws {
        let balancer = try await Balancer.start()
        let router = try balancer.router(backend: "nobody")

        #expect(await setError(of: router)?.code == .refused)
        #expect(await observeError(of: router)?.code == .refused)
        await balancer.stop()
    }

    @Test func `HAProxy away is unreachable`() async throws {
        let balancer = try await Balancer.start()
        let router = try balancer.router()

        await balancer.haproxy.stop()

        #expect(await setError(of: router)?.code == .unreachable)
        #expect(await observeError(of: router)?.code == .unreachable)
        await balancer.stop()
    }

    @Test(arguments: ["", "a b", "a;disable server b/c", "a\n", "a/b"])
    func `a backend's name cannot bring commands along`(name: String) async throws {
        let slots = try await SlotServer.start()

        #expect(throws: OutboundError.self) {
            try HAProxyRouter(client: slots.client, address: slots.runtime, backend: name)
        }
        await slots.stop()
    }

    private func setError(of router: HAProxyRouter) async -> OutboundError? {
        await outboundError { () async throws(OutboundError) in
            try await router.set(["stable": 75, "canary": 25], token: 1)
        }
    }

    private func observeError(of router: HAProxyRouter) async -> OutboundError? {
        await outboundError { () async throws(OutboundError) in try await router.observe() }
    }
}
