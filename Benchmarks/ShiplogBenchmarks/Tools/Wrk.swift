/// Deploys or pushes samples by HTTP as fast as answers come: each request has its own idempotency
/// key, and a deployment its own service.
struct Wrk: Sendable {
    let directory: String

    struct Outcome: Sendable {
        let requests: Int
        let perSecond: Double
    }

    init(_ bench: Workbench) throws {
        directory = bench.path("")
        try Tool.write(Self.deploying + Self.telling, to: directory + "deploy.lua")
        try Tool.write(Self.pushing + Self.telling, to: directory + "push.lua")
    }

    /// - Parameter first: number of the first service; the following ones are used in turn.
    func deploy(port: Int, from first: Int, seconds: Int) async throws -> Outcome {
        try await run("deploy.lua", Self.connections, port, first, seconds)
    }

    /// - Parameter first: number of the first request; it must be another one each time.
    func push(port: Int, from first: Int, seconds: Int) async throws -> Outcome {
        try await run("push.lua", Self.pushers, port, first, seconds)
    }

    private func run(
        _ script: String, _ connections: Int, _ port: Int, _ first: Int, _ seconds: Int
    ) async throws -> Outcome {
        let output = try await Tool.run(
            "wrk",
            [
                "-t1", "-c\(connections)", "-d\(seconds)s", "-s", directory + script,
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
    /// Connections that push samples.
    static let pushers = 8
    /// Services that they push for in turn.
    static let pushedServices = 64
    /// In each request, of 100 windows.
    static let samplesPerPush = 1000

    private static let pushing = #"""
        local number = 0
        local body = ""
        function init(args)
          number = tonumber(args[1])
          local samples = {}
          for i = 1, 1000 do
            samples[i] = string.format('{"version":"2026.1.0","seconds":%d,"requests":%d,' ..
              '"errors":1,"latency_ms_p50":81.5,"latency_ms_p95":190.25,"latency_ms_p99":412.125}',
              i % 100 + 1, 900 + i)
          end
          body = '{"samples":[' .. table.concat(samples, ",") .. ']}'
        end
        function request()
          local path = "/v1/environments/production/services/agent-" .. number % 64 .. "/samples"
          local headers = {
            ["Content-Type"] = "application/json", ["Idempotency-Key"] = "push-" .. number
          }
          number = number + 1
          return wrk.format("POST", path, headers, body)
        end

        """#

    private static let deploying = #"""
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

        """#

    /// The last line: requests, errors, microseconds.
    private static let telling = #"""
        function done(summary, latency, requests)
          local errors = summary.errors
          local bad = errors.status + errors.connect + errors.read + errors.write + errors.timeout
          io.write(string.format("result %d %d %d\n", summary.requests, bad, summary.duration))
        end
        """#
}
