import LedgerCore
import LedgerTestKit
import Rollout
import Testing

struct InMemoryDeployerTests {
    private let slot = Instance(name: "blue", endpoint: "http://blue", target: "stable")
    private let deployer = InMemoryDeployer()

    @Test func `a slot runs what was deployed to it`() async throws {
        try await deployer.deploy("2", to: slot, idempotencyKey: "k", token: 5)

        #expect(try await deployer.health(of: slot).version == "2")
        #expect(deployer.requests.map(\.idempotencyKey) == ["k"])
    }

    @Test func `a fault hits one deployment: before, after or instead of it`() async throws {
        let reset = OutboundError(.unknownOutcome, "reset")
        deployer.fail(next: .lost(reset), .answerLost(reset), .ignored)

        #expect(await error("2", token: 1) == reset)
        #expect(try await deployer.health(of: slot).version == nil)
        #expect(await error("3", token: 2) == reset)
        #expect(try await deployer.health(of: slot).version == "3")
        #expect(await error("4", token: 3) == nil)
        #expect(try await deployer.health(of: slot).version == "3")
    }

    @Test func `a lower token is stale`() async throws {
        try await deployer.deploy("2", to: slot, idempotencyKey: "k", token: 5)

        #expect(await error("1", token: 4)?.code == .stale)
        #expect(try await deployer.health(of: slot).version == "2")
    }

    @Test func `health is what was set`() async throws {
        let away = OutboundError(.unreachable, "away")
        deployer.setHealth(.failure(away), ofSlot: "blue")

        let error = await outboundError { () async throws(OutboundError) in
            try await deployer.health(of: slot)
        }

        #expect(error == away)
    }

    private func error(_ version: String, token: Int64) async -> OutboundError? {
        await outboundError { () async throws(OutboundError) in
            try await deployer.deploy(version, to: slot, idempotencyKey: "k", token: token)
        }
    }
}
