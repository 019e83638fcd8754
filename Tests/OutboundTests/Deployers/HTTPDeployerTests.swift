import Curl
import LedgerTestKit
import Rollout
import Servers
import Testing

@testable import Outbound

struct HTTPDeployerTests {
    private let slots: SlotServer
    private var deployer: HTTPDeployer

    init() async throws {
        slots = try await SlotServer.start()
        deployer = HTTPDeployer(client: slots.client)
        deployer.deployTimeout = .seconds(1)
        deployer.healthTimeout = .seconds(1)
    }

    @Test func `a slot that accepts runs the version`() async throws {
        try await deployer.deploy("2.0.0 \"β\"", to: slots.canary, idempotencyKey: "k-1", token: 42)

        let health = try await deployer.health(of: slots.canary)
        #expect(health == InstanceHealth(isHealthy: true, version: "2.0.0 \"β\""))
        let request = try await slots.text(of: slots.canary, at: "/last-deploy")
        #expect(
            request == "/deploy\napplication/json\nk-1\n42\n{\"version\":\"2.0.0 \\\"β\\\"\"}")
        #expect(try await deployer.health(of: slots.stable).version == "stable")
    }

    @Test func `the old version still answering is not the new one`() async throws {
        try await slots.tell(slots.canary, "deploy", "202 ")

        try await deployer.deploy("2.0.0", to: slots.canary, idempotencyKey: "k-1", token: 1)

        let health = try await deployer.health(of: slots.canary)
        #expect(health == InstanceHealth(isHealthy: true, version: "canary"))
    }

    @Test(arguments: [
        ("422 {}", OutboundError.Code.refused), ("302 ", .refused), ("500 oops", .refused),
        ("409 {}", .refused), ("409 {\"code\":\"stale_token\"}", .stale), ("504 ", .unknownOutcome),
        ("502 ", .unknownOutcome), ("silent", .unknownOutcome),
    ])
    func `a deployment that is not accepted says what is known`(
        answer: String, code: OutboundError.Code
    ) async throws {
        try await slots.tell(slots.canary, "deploy", answer)

        #expect(await deployError()?.code == code)
    }

    @Test(
        arguments: [
            (#"200 {"status":"healthy","version":"1"}"#, true, "1"),
            (#"200 {"status":"UP","extra":[1]}"#, true, nil), ("200 {}", true, nil),
            (#"200 {"version":"1"}"#, true, "1"),
            (#"200 {"status":"starting","version":"1"}"#, false, "1"),
            (#"503 {"status":"ok","version":"1"}"#, false, "1"), ("503 no JSON", false, nil),
            ("404 ", false, nil),
        ] as [(String, Bool, String?)])
    func `health is the status and the word together`(
        answer: String, isHealthy: Bool, version: String?
    ) async throws {
        try await slots.tell(slots.canary, "health", answer)

        let health = try await deployer.health(of: slots.canary)

        #expect(health == InstanceHealth(isHealthy: isHealthy, version: version))
    }

    @Test(arguments: ["200 ok", "200 ", "200 []", #"200 {"status":1}"#])
    func `a good status with another body is malformed, not unhealthy`(answer: String) async throws
    {
        try await slots.tell(slots.canary, "health", answer)

        #expect(await healthError()?.code == .malformed)
    }

    @Test func `a slot that hangs is told apart from one that is away`() async throws {
        try await slots.tell(slots.canary, "health", "silent ")
        #expect(await healthError()?.code == .unknownOutcome)

        await slots.stop()

        #expect(await healthError()?.code == .unreachable)
        #expect(await deployError()?.code == .unreachable)
    }

    @Test func `a slot off the list of addresses is not contacted`() async throws {
        let closed = HTTPDeployer(
            client: CurlClient(policy: try AddressPolicy(parsing: "10.0.0.0/8")))

        let error = await outboundError { () async throws(OutboundError) in
            try await closed.health(of: slots.canary)
        }

        #expect(error?.code == .notAllowed)
    }

    private func deployError() async -> OutboundError? {
        await outboundError { () async throws(OutboundError) in
            try await deployer.deploy("2.0.0", to: slots.canary, idempotencyKey: "k", token: 1)
        }
    }

    private func healthError() async -> OutboundError? {
        await outboundError { () async throws(OutboundError) in
            try await deployer.health(of: slots.canary)
        }
    }
}
