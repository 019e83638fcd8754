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
    /// - Parameters:
    ///   - point: where it kills itself, such as `intent_recorded:2` for the second time.
    ///   - others: where it reaches Postgres and Redis, if not where everybody else does, and its
    ///     environment.
    @discardableResult
    func startWorker(
        _ name: String, crashingAt point: String? = nil, _ others: Detours = Detours()
    ) async throws -> ShiplogProcess {
        var variables = ["LOG_LEVEL": "debug", "OUTBOUND_ALLOW": "127.0.0.0/8"]
        variables["SHIPLOG_CRASH_AT"] = point
        let arguments = [
            "worker", "--database-url", others.database ?? database,
            "--redis-url", others.redis ?? redis.url, "--name", name,
        ]
        return try await start(
            arguments, name: name, variables.merging(others.variables) { $1 })
    }
}

/// What is different for one worker.
struct Detours: Sendable {
    var database: String?
    var redis: String?
    var variables: [String: String] = [:]
}

extension Scenario {
    /// Another process over the same log, asked as a client of OpenFeature does.
    func startSecondAPI() async throws -> Caller {
        let second = Caller(client: client, port: try FreePort.next())
        let api = try await start(
            [
                "api", "--database-url", database, "--redis-url", redis.url, "--port",
                "\(second.port)",
            ], name: "api-2")
        while await !second.isReady() { try await api.pause() }
        return second
    }
}
