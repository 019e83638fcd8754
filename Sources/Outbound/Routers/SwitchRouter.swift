package import Curl
import FoundationEssentials
package import LedgerCore
package import Rollout

/// A load balancer with two sides, one of which serves everybody.
///
/// `GET <url>/active` is answered by `{"environment": "blue"}`, and `POST <url>/switch` takes
/// `{"target": "green", "expected_active": "blue"}` with `X-Fencing-Token`. A balancer that compares
/// answers 409 when another side is active by then; one that does not is found out by reading back.
package struct SwitchRouter: TrafficRouter {
    package let capabilities: RouterCapabilities
    private let client: CurlClient
    private let url: String
    private let keepsTokens: Bool
    /// Together well inside the 8 s in which shares may be set.
    var readTimeout = Duration.seconds(2)
    var switchTimeout = Duration.seconds(4)

    /// - Parameter keepsTokens: the balancer answers 409 with `{"code": "stale_token"}` to a lower
    ///   token than it has seen, and shows the one in force as `token` beside `environment`.
    package init(client: CurlClient, url: String, keepsTokens: Bool) {
        self.client = client
        self.url = url.withoutLastSlash
        self.keepsTokens = keepsTokens
        capabilities = RouterCapabilities(
            refusesTokens: keepsTokens, showsToken: keepsTokens, splits: false)
    }

    package func set(
        _ shares: [String: Int], users: UserRoute?, token: Int64,
        before deadline: ContinuousClock.Instant
    ) async throws(OutboundError) {
        guard users == nil, let target = Self.side(of: shares) else {
            throw OutboundError(.refused, "A switch sends everybody to one side")
        }
        let active = try await activeBeforeSwitching().environment
        // Switching to where it is could only do harm.
        if active == target, !keepsTokens { return }
        guard .now < deadline else {
            throw OutboundError(.unreachable, "The active side was seen too late; nothing was set")
        }
        let request = HTTPRequest(
            .post, url + "/switch",
            headers: ["Content-Type": "application/json", "X-Fencing-Token": String(token)],
            body: try Self.body(target: target, expecting: active), timeout: switchTimeout)
        try SwitchAnswer.check(try await perform(request))
    }

    package func observe() async throws(OutboundError) -> ObservedShares {
        let active = try await active()
        return ObservedShares(
            shares: [active.environment: 100], token: keepsTokens ? active.token : nil)
    }

    private func active() async throws(OutboundError) -> SwitchAnswer.Active {
        try SwitchAnswer.active(
            try await perform(HTTPRequest(.get, url + "/active", timeout: readTimeout)))
    }

    /// Nothing is set yet, so no answer here leaves anything unknown.
    private func activeBeforeSwitching() async throws(OutboundError) -> SwitchAnswer.Active {
        do throws(OutboundError) {
            return try await active()
        } catch {
            guard error.code == .unknownOutcome else { throw error }
            throw OutboundError(.unreachable, "\(error.message); nothing was set")
        }
    }

    private func perform(_ request: HTTPRequest) async throws(OutboundError) -> HTTPResponse {
        do throws(CurlError) {
            return try await client.perform(request)
        } catch {
            throw OutboundError(error, from: "The switch")
        }
    }

    /// Who gets everything; `nil` when nobody or more than one does.
    private static func side(of shares: [String: Int]) -> String? {
        let serving = shares.filter { $0.value != 0 }
        guard let only = serving.first, serving.count == 1, only.value == 100 else { return nil }
        return only.key
    }

    private static func body(
        target: String, expecting active: String
    ) throws(OutboundError) -> [UInt8] {
        let body = ["target": target, "expected_active": active]
        guard let json = try? JSONEncoder().encode(body) else {
            throw OutboundError(.refused, "The target cannot be written as JSON")
        }
        return Array(json)
    }
}
