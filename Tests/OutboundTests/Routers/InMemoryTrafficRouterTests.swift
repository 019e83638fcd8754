import LedgerCore
import LedgerTestKit
import Rollout
import Testing

struct InMemoryTrafficRouterTests {
    private static let withTokens = RouterCapabilities(refusesTokens: true, showsToken: true)
    private static let withUsers = RouterCapabilities(
        refusesTokens: false, showsToken: true, users: .byAnything)
    private let half = ["stable": 50, "canary": 50]
    private let quarter = ["stable": 75, "canary": 25]

    @Test(arguments: TrafficRouterContract.rules)
    func `a router in memory keeps the contract`(_ rule: TrafficRouterRule) async throws {
        try await rule.check(InMemoryTrafficRouter())
        try await rule.check(InMemoryTrafficRouter(capabilities: Self.withTokens))
        try await rule.check(InMemoryTrafficRouter(capabilities: Self.withUsers))
    }

    @Test func `a fault hits one call: before, after or long after it is carried out`() async throws
    {
        let router = InMemoryTrafficRouter()
        let reset = OutboundError(.unknownOutcome, "reset")
        router.fail(next: .lost(reset), .answerLost(reset), .late)

        #expect(await error(router, half, token: 1) == reset)
        #expect(router.carriedOut == [])
        #expect(await error(router, quarter, token: 2) == reset)
        #expect(router.carriedOut == [.init(shares: quarter, token: 2)])
        #expect(await error(router, half, token: 3)?.code == .unknownOutcome)
        #expect(try await router.observe().shares == quarter)

        router.deliverLateRequests()
        #expect(try await router.observe().shares == half)
    }

    @Test func `a late request is refused by a router that has seen a higher token`() async throws {
        let router = InMemoryTrafficRouter(capabilities: Self.withTokens)
        router.fail(next: .late)
        _ = await error(router, half, token: 1)
        try await router.set(quarter, token: 2)

        router.deliverLateRequests()

        #expect(try await router.observe() == ObservedShares(shares: quarter, token: 2))
    }

    @Test func `a restart loses weights and token, an edit only weights`() async throws {
        let router = InMemoryTrafficRouter(capabilities: Self.withTokens)
        try await router.set(half, token: 5)

        router.edit(["canary": 70])
        #expect(
            try await router.observe()
                == ObservedShares(shares: ["stable": 50, "canary": 70], token: 5))
        router.loseWeights()
        #expect(try await router.observe() == ObservedShares(shares: ["stable": 100, "canary": 0]))
    }

    @Test func `an outage hits every call until it ends`() async throws {
        let router = InMemoryTrafficRouter()
        let away = OutboundError(.unreachable, "away")
        router.setOutage(away)
        #expect(await error(router, half, token: 1) == away)
        #expect(await error(router, half, token: 1) == away)

        router.setOutage(nil)

        #expect(await error(router, half, token: 1) == nil)
    }

    @Test func `a held call is carried out when it is released`() async throws {
        let router = InMemoryTrafficRouter()
        router.hold()
        let call = Task { await error(router, half, token: 1) }
        await router.waitForHeldCalls()
        #expect(router.carriedOut == [])

        router.release()

        #expect(await call.value == nil)
        #expect(router.carriedOut.count == 1)
    }

    @Test func `a held call that is cancelled changes nothing`() async throws {
        let router = InMemoryTrafficRouter()
        router.hold()
        let call = Task { await error(router, half, token: 1) }
        await router.waitForHeldCalls()

        call.cancel()

        #expect(await call.value?.code == .unknownOutcome)
        #expect(router.carriedOut == [])
    }

    private func error(
        _ router: InMemoryTrafficRouter, _ shares: [String: Int], token: Int64
    ) async -> OutboundError? {
        await outboundError { () async throws(OutboundError) in
            try await router.set(shares, token: token)
        }
    }
}
