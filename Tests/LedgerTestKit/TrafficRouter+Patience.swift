package import LedgerCore
package import Rollout

extension TrafficRouter {
    /// Sets shares, for a test that is not about being late.
    package func set(
        _ shares: [String: Int], users: UserRoute? = nil, token: Int64
    ) async throws(OutboundError) {
        try await set(shares, users: users, token: token, before: .now + .seconds(60))
    }
}
