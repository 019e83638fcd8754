import LedgerCore
import Servers

/// Appends through the whole Swift path against raw inserts of the same payload.
///
/// Each slot of ours stands between two of pgbench; the ratio is to their mean.
enum AppendBenchmark: Benchmark {
    static let name = "append"

    private struct Case {
        let callers: Int
        let clients: Int
        let seconds: Int
        let goal: String
    }

    private static let cases = [
        Case(callers: 64, clients: 8, seconds: 3, goal: "≥ 2.5"),
        Case(callers: 256, clients: 8, seconds: 3, goal: "≥ 3.0"),
        Case(callers: 1, clients: 1, seconds: 2, goal: "≥ 0.5"),
    ]

    static func run(on bench: Workbench) async throws -> [ReportRow] {
        let database = try await bench.database("append")
        let payload = SamplePayload.json
        let pgbench = try await Pgbench.prepare(
            bench, database, payload: String(decoding: payload.bytes, as: UTF8.self))
        let store = database.store()
        var slots = [Slots](repeating: Slots(), count: cases.count)
        for round in 0...bench.scale.rounds {
            for (index, item) in cases.enumerated() {
                let load = AppendLoad(
                    store: store, reactor: bench.reactor, payload: payload.bytes,
                    label: "r\(round)c\(index)")
                let slot = try await measure(item, load, pgbench, bench)
                // The first round warms up.
                if round > 0 { slots[index].add(slot) }
            }
        }
        return zip(cases, slots).flatMap { rows($0, $1) }
    }

    /// What one case measured, round by round.
    private struct Slots {
        var rates: [(ours: Double, peer: Double)] = []
        var clientMicroseconds: [Double] = []
        var serverMicroseconds: [Double] = []

        mutating func add(_ other: Slots) {
            rates += other.rates
            clientMicroseconds += other.clientMicroseconds
            serverMicroseconds += other.serverMicroseconds
        }
    }

    private static func measure(
        _ item: Case, _ load: AppendLoad, _ pgbench: Pgbench, _ bench: Workbench
    ) async throws -> Slots {
        let before = try await pgbench.insertsPerSecond(clients: item.clients, seconds: 1)
        let client = ProcessUsage.own
        let server = ProcessUsage.secondsOfFamily(bench.postgres.pid)
        let ours = try await load.appendsPerSecond(callers: item.callers, seconds: item.seconds)
        let count = ours * Double(item.seconds)
        let clientCost = (ProcessUsage.own - client) / count
        let serverCost = (ProcessUsage.secondsOfFamily(bench.postgres.pid) - server) / count
        let after = try await pgbench.insertsPerSecond(clients: item.clients, seconds: 1)
        return Slots(
            rates: [(ours, (before + after) / 2)], clientMicroseconds: [clientCost * 1e6],
            serverMicroseconds: [serverCost * 1e6])
    }

    private static func rows(_ item: Case, _ slots: Slots) -> [ReportRow] {
        let callers = item.callers == 1 ? "1 caller" : "\(item.callers) callers"
        return [
            ReportRow(
                "append, \(callers), to raw INSERT by \(item.clients) pgbench client(s)",
                unit: "events/s", rounds: slots.rates, goal: item.goal),
            ReportRow(
                "· CPU of our process per append, \(callers)", unit: "µs", slots.clientMicroseconds),
            ReportRow(
                "· CPU of Postgres per append, \(callers)", unit: "µs", slots.serverMicroseconds),
        ]
    }
}
