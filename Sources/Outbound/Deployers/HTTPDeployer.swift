package import Curl
import FoundationEssentials
package import LedgerCore
package import Rollout

/// Instances that deploy by `POST <endpoint>/deploy` and tell how they are by `GET <endpoint>/health`.
///
/// The body of a deployment is `{"version": "…"}`. `Idempotency-Key` is the same for every attempt
/// at the same deployment, `X-Fencing-Token` higher in every attempt: one that keeps the
/// highest it has seen can answer 409 with `{"code": "stale_token"}` to a lower one.
package struct HTTPDeployer: Deployer {
    private let client: CurlClient
    /// With a question for the health before it, well inside the 12 s after which others take over.
    var deployTimeout = Duration.seconds(8)
    var healthTimeout = Duration.seconds(2)

    package init(client: CurlClient) { self.client = client }

    package func deploy(
        _ version: String, to instance: Instance, idempotencyKey: String, token: Int64
    ) async throws(OutboundError) {
        let headers = [
            "Content-Type": "application/json",
            "Idempotency-Key": idempotencyKey,
            "X-Fencing-Token": String(token),
        ]
        let request = HTTPRequest(
            .post, "\(instance.endpoint.withoutLastSlash)/deploy", headers: headers,
            body: try HTTPDeployer.body(version), timeout: deployTimeout)
        try DeployAnswer.check(try await perform(request, for: instance))
    }

    package func health(of instance: Instance) async throws(OutboundError) -> InstanceHealth {
        let request = HTTPRequest(
            .get, "\(instance.endpoint.withoutLastSlash)/health", timeout: healthTimeout)
        return try HealthAnswer.read(try await perform(request, for: instance))
    }

    private func perform(
        _ request: HTTPRequest, for instance: Instance
    ) async throws(OutboundError) -> HTTPResponse {
        do throws(CurlError) {
            return try await client.perform(request)
        } catch {
            throw OutboundError(error, from: "Slot \(instance.name)")
        }
    }

    private static func body(_ version: String) throws(OutboundError) -> [UInt8] {
        guard let json = try? JSONEncoder().encode(["version": version]) else {
            throw OutboundError(.refused, "The version cannot be written as JSON")
        }
        return Array(json)
    }
}
