/// Deploys by HTTP as fast as answers come: each request its own service and idempotency key.
struct Wrk: Sendable {
    let directory: String

    struct Outcome: Sendable {
        let requests: Int
        let perSecond: Double
    }

    init(_ bench: Workbench) throws {
        directory = bench.path("")
        try Tool.write(Self.script, to: directory + "deploy.lua")
    }

    /// - Parameter first: number of the first service; the following ones are used in turn.
    func deploy(port: Int, from first: Int, seconds: Int) async throws -> Outcome {
        let output = try await Tool.run(
            "wrk",
            [
                "-t1", "-c\(Self.connections)", "-d\(seconds)s", "-s", directory + "deploy.lua",
                "http://127.0.0.1:\(port)", "--", "\(first)",
            ], in: directory)
        let last = output.split(separator: "\n").last ?? ""
        let numbers = last.split(separator: " ").compactMap { Double($0) }
        guard last.hasPrefix("result"), numbers.count == 3, numbers[1] == 0 else {
            throw BenchmarkError("wrk met errors: \(output.suffix(500))")
        }
        return Outcome(requests: Int(numbers[0]), perSecond: numbers[0] / numbers[2] * 1e6)
    }

    static let connections = 64

    /// The last line: requests, errors, microseconds.
    private static let script = #"""
        local number = 0
        local body = '{"version":"2026.2.0","reason":"nightly"}'
        function init(args) number = tonumber(args[1]) end
        function request()
          local path = "/v1/environments/production/services/agent-" .. number .. "/deployments"
          local headers = {
            ["Content-Type"] = "application/json", ["Idempotency-Key"] = "deploy-" .. number
          }
          number = number + 1
          return wrk.format("POST", path, headers, body)
        end
        function done(summary, latency, requests)
          local errors = summary.errors
          local bad = errors.status + errors.connect + errors.read + errors.write + errors.timeout
          io.write(string.format("result %d %d %d\n", summary.requests, bad, summary.duration))
        end
        """#
}
