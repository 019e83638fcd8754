import Curl
import FoundationEssentials
import Rollout

/// What a slot's answer to `GET /health` means.
///
/// The body is an object; `status` says how the slot is, `version` what it runs; both may be
/// missing, other members do not count.
enum HealthAnswer {
    private struct Body: Decodable {
        let status: String?
        let version: String?
    }

    /// In lower case: our own word, the health+json draft's, Spring's and Kubernetes'.
    private static let healthyWords: Set<String> = ["healthy", "pass", "up", "ok"]

    /// Healthy is status 200 together with a healthy word, or with no word at all.
    ///
    /// - Throws: ``OutboundError/Code/malformed`` for a 200 whose body is not such an object: that
    ///   is a wrong address rather than a sick slot.
    static func read(_ response: HTTPResponse) throws(OutboundError) -> InstanceHealth {
        let body = try? JSONDecoder().decode(Body.self, from: Data(response.body))
        guard response.status == 200 else {
            return InstanceHealth(isHealthy: false, version: body?.version)
        }
        guard let body else {
            throw OutboundError(.malformed, "The slot's health is not the JSON that we know")
        }
        let isHealthy = body.status.map { healthyWords.contains($0.lowercased()) } ?? true
        return InstanceHealth(isHealthy: isHealthy, version: body.version)
    }
}
