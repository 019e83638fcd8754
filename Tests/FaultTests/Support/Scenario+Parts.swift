import Servers

/// The program's parts, started as an operator would.
extension Scenario {
    /// Agents that never fail, but for ``badVersion``.
    static let badVersion = "v9-bad"

    func startAgent(_ index: Int) async throws {
        let agent = try await start(
            [
                "sample-agent", "--version", index == 0 ? "v1" : "v0", "--port", "\(agents[index])",
                "--service", service, "--error-rate", "0", "--latency-ms", "5",
                "--bad-version", "\(Self.badVersion):0.5",
            ], name: "agent-\(index)")
        try await agent.writes("is ready")
    }

    /// Returns when it answers.
    func startAPI() async throws {
        let api = try await start(
            [
                "api", "--database-url", database, "--redis-url", redis.url, "--port",
                "\(caller.port)",
            ], name: "api")
        while await !caller.isReady() { try await api.pause() }
        self.api = api
    }

    /// Returns when it works.
    ///
    /// - Parameter point: where it kills itself, such as `intent_recorded:2` for the second time.
    @discardableResult
    func startWorker(_ name: String, crashingAt point: String? = nil) async throws -> ShiplogProcess
    {
        var variables = ["LOG_LEVEL": "debug", "OUTBOUND_ALLOW": "127.0.0.0/8"]
        variables["SHIPLOG_CRASH_AT"] = point
        let arguments = [
            "worker", "--database-url", database, "--redis-url", redis.url, "--name", name,
        ]
        return try await start(arguments, name: name, variables)
    }
}
