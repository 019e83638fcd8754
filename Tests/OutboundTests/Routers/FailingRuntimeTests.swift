import LedgerTestKit
import Rollout
import Testing

@testable import Outbound

/// Answers that a real HAProxy gives only in the wrong moment; here a stand-in gives them.
struct FailingRuntimeTests {
    @Test(arguments: [
        ("silent", OutboundError.Code.unreachable), ("cut-list", .malformed),
        ("other-list", .malformed), ("foreign-list", .malformed),
    ])
    func `nothing is set when the servers cannot be read`(
        backend: String, code: OutboundError.Code
    ) async throws {
        #expect(try await setError(backend: backend)?.code == code)
    }

    @Test(arguments: [
        ("silent-set", OutboundError.Code.unknownOutcome), ("cut-set", .malformed),
        ("babbling-set", .malformed),
    ])
    func `nobody knows what was set when its answer fails`(
        backend: String, code: OutboundError.Code
    ) async throws {
        let error = try await setError(backend: backend)

        #expect(error?.code == code)
        #expect(error?.isUnknown == true)
    }

    private func setError(backend: String) async throws -> OutboundError? {
        let slots = try await SlotServer.start()
        var router = try HAProxyRouter(
            client: slots.client, address: slots.runtime, backend: backend)
        router.runtime.timeout = .seconds(1)
        let patient = router
        let error = await outboundError { () async throws(OutboundError) in
            try await patient.set(["stable": 75, "canary": 25], token: 1)
        }
        await slots.stop()
        return error
    }
}
