import Curl

/// Users who come through a load balancer.
struct Visitors {
    let client: CurlClient
    let url: String

    /// Whether the canary answers a request with these headers.
    func meetCanary(_ headers: [String: String] = [:]) async throws -> Bool {
        let answer = try await client.perform(HTTPRequest(.get, url, headers: headers))
        return answer.headers["x-version"] == "canary"
    }

    /// How many of so many requests the canary answers.
    func canaryAnswers(of requests: Int, _ headers: [String: String] = [:]) async throws -> Int {
        var count = 0
        for _ in 0..<requests where try await meetCanary(headers) { count += 1 }
        return count
    }
}
