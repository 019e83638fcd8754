package import Rollout

extension TrafficRouter {
    /// Sets shares for a test that is not about being late.
    package func set(_ shares: [String: Int], token: Int64) async throws(OutboundError) {
        try await set(shares, token: token, before: .now + .seconds(60))
    }
}
