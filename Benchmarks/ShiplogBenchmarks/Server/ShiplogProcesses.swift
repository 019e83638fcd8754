import Servers

/// The release build of `shiplog` on a database and the queue of the measurement.
struct ShiplogProcesses: Sendable {
    let bench: Workbench
    let database: BenchDatabase

    func api() async throws -> RunningServer {
        try await .serving(
            bench.program, ["api"] + places, readyAt: "/health/ready", log: bench.newPath("api"))
    }

    /// With an outside that it may not reach; nothing is deployed.
    func worker() async throws -> RunningServer {
        try await .saying(
            "Worker started", bench.program,
            ["worker", "--outbound-allow", "127.0.0.1/32", "--name", "w-\(database.name)"] + places,
            log: bench.newPath("worker"))
    }

    private var places: [String] {
        ["--database-url", database.settings, "--redis-url", bench.redis.url]
    }
}
