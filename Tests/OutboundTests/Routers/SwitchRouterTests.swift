import Curl
import LedgerTestKit
import Rollout
import Servers
import Testing

@testable import Outbound

struct SwitchRouterTests {
    private static let toCanary = ["stable": 0, "canary": 100]
    private static let toStable = ["stable": 100, "canary": 0]

    @Test(arguments: TrafficRouterContract.switchingRules)
    func `a plain switch keeps the contract`(_ rule: TrafficRouterRule) async throws {
        let server = try await SwitchServer.start()
        try await rule.check(router(server))
        await server.stop()
    }

    @Test(arguments: TrafficRouterContract.switchingRules)
    func `a switch with tokens keeps the contract`(_ rule: TrafficRouterRule) async throws {
        let server = try await SwitchServer.start(.fenced)
        try await rule.check(router(server, keepsTokens: true))
        await server.stop()
    }

    @Test func `a switch names the side that was seen, and its token`() async throws {
        let server = try await SwitchServer.start()

        try await router(server).set(Self.toCanary, token: 42)

        #expect(try await server.requests() == #"[["canary", "stable", 42]]"#)
        await server.stop()
    }

    @Test func `a second switch to the same side is not sent`() async throws {
        let server = try await SwitchServer.start()
        let router = router(server)

        try await router.set(Self.toCanary, token: 1)
        try await router.set(Self.toCanary, token: 2)

        #expect(try await server.requests() == #"[["canary", "stable", 1]]"#)
        await server.stop()
    }

    @Test func `a switch that somebody else made meanwhile is not undone`() async throws {
        let server = try await SwitchServer.start(.somebodySwitches)
        let router = router(server)

        #expect(await error(of: router)?.code == .refused)

        #expect(try await router.observe().shares == ["elsewhere": 100])
        await server.stop()
    }

    @Test(
        arguments: [
            (.fails, .refused, "stable"), (.lies, nil, "stable"),
            (.gatewayFails, .unknownOutcome, "canary"), (.careless, nil, "canary"),
        ] as [(SwitchServer.Mode, OutboundError.Code?, String)])
    func `what a switch says is one thing, what is so is read back`(
        mode: SwitchServer.Mode, code: OutboundError.Code?, side: String
    ) async throws {
        let server = try await SwitchServer.start(mode)
        let router = router(server)

        #expect(await error(of: router)?.code == code)

        #expect(try await router.observe().shares == [side: 100])
        await server.stop()
    }

    @Test func `a switch that never answers is unknown, and read back`() async throws {
        let server = try await SwitchServer.start(.switchSilent)
        var router = router(server)
        router.switchTimeout = .milliseconds(300)

        #expect(await error(of: router)?.code == .unknownOutcome)

        try await server.be(.good)
        #expect(try await router.observe().shares == ["canary": 100])
        await server.stop()
    }

    @Test(
        arguments: [
            (.activeFails, .refused), (.activeBabbles, .malformed), (.activeSilent, .unreachable),
        ] as [(SwitchServer.Mode, OutboundError.Code)])
    func `nothing is switched while the active side is not known`(
        mode: SwitchServer.Mode, code: OutboundError.Code
    ) async throws {
        let server = try await SwitchServer.start(mode)
        var router = router(server)
        router.readTimeout = .milliseconds(300)

        #expect(await error(of: router)?.code == code)

        try await server.be(.good)
        #expect(try await server.requests() == "[]")
        await server.stop()
    }

    @Test func `a switch that somebody made by hand is seen`() async throws {
        let server = try await SwitchServer.start()
        let router = router(server)
        try await router.set(Self.toCanary, token: 1)

        try await server.activate("stable")

        #expect(try await router.observe().shares == ["stable": 100])
        await server.stop()
    }

    private func router(_ server: SwitchServer, keepsTokens: Bool = false) -> SwitchRouter {
        SwitchRouter(client: server.client, url: server.url + "/", keepsTokens: keepsTokens)
    }

    private func error(of router: SwitchRouter) async -> OutboundError? {
        await outboundError { () async throws(OutboundError) in
            try await router.set(Self.toCanary, token: 1)
        }
    }
}
