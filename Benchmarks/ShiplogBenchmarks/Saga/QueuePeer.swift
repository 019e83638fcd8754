import LedgerCore
import Servers

/// The least that a step of a saga needs, by the servers' own clients: a message into a Redis
/// stream, out of it by a group, acknowledged, and one committed row in Postgres.
///
/// The four loops run one after the other, eight clients each, no pipelining; their times add up.
struct QueuePeer: Sendable {
    static let title = "redis-benchmark XADD + XREADGROUP + XACK, then pgbench INSERT, 8 clients"

    private let bench: Workbench
    private let pgbench: Pgbench

    static func prepare(_ bench: Workbench, _ database: BenchDatabase) async throws -> QueuePeer {
        let payload = String(decoding: SamplePayload.json.bytes, as: UTF8.self)
        let pgbench = try await Pgbench.prepare(bench, database, payload: payload)
        return QueuePeer(bench: bench, pgbench: pgbench)
    }

    func measure(count: Int) async throws -> Pace {
        try await prepareStream()
        let cpu = ProcessUsage.endedChildren
        let start = ContinuousClock.now
        try await redis(
            count, ["XADD", Self.stream, "*", "stream", "service/production/agent-1"])
        try await redis(
            count,
            ["XREADGROUP", "GROUP", "group", "me", "COUNT", "1", "STREAMS", Self.stream, ">"]
        )
        try await redis(count, ["XACK", Self.stream, "group", "1-1"])
        let redisTook = ContinuousClock.now - start
        let insertsTook = try await pgbench.secondsForInserts(count, clients: 8)
        return Pace(
            count: count, took: redisTook + .seconds(insertsTook),
            clientSeconds: ProcessUsage.endedChildren - cpu)
    }

    private static let stream = "bench"

    private func prepareStream() async throws {
        try await cli(["DEL", Self.stream])
        try await cli(["XGROUP", "CREATE", Self.stream, "group", "$", "MKSTREAM"])
    }

    private func cli(_ command: [String]) async throws {
        _ = try await Tool.run(
            "redis-cli", ["-s", bench.redis.socketPath] + command, in: bench.path(""))
    }

    private func redis(_ count: Int, _ command: [String]) async throws {
        _ = try await Tool.run(
            "redis-benchmark",
            ["-s", bench.redis.socketPath, "-n", "\(count)", "-c", "8", "-q"] + command,
            in: bench.path(""))
    }
}
