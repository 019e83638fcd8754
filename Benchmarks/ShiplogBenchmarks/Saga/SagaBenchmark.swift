import EventLog
import LedgerCore
import RedisQueue
import Rollout
import Servers
import WorkQueue

/// Steps of resting services by a real worker: wake-up, load, decide, read back, write the due row,
/// acknowledge.
enum SagaBenchmark: Benchmark {
    static let name = "saga"

    private static let services = 800
    /// Wake-ups of each service in one slot.
    private static let laps = 10

    static func run(on bench: Workbench) async throws -> [ReportRow] {
        let database = try await bench.database("saga")
        let store = database.store()
        let fleet = RestingFleet(count: services)
        try await fleet.register(in: store)
        let peer = try await QueuePeer.prepare(bench, database)
        return try await slotCounts.asyncFlatMap { slots in
            let run = SagaRun(bench: bench, store: store, streams: fleet.streams, slots: slots)
            return try await measure(run, peer, slots)
        }
    }

    /// What a worker has by itself, and what a busy one may be given.
    private static let slotCounts = [WorkerSettings(name: "").slots, 64]

    private static func measure(
        _ run: SagaRun, _ peer: QueuePeer, _ slots: Int
    ) async throws -> [ReportRow] {
        var rates: [(ours: Double, peer: Double)] = []
        var costs: [(ours: Double, peer: Double)] = []
        for round in 0...run.bench.scale.rounds {
            let theirs = try await peer.measure(count: services * laps)
            let ours = try await run.measure(laps: laps)
            // The first round warms up.
            guard round > 0 else { continue }
            rates.append((ours.perSecond, theirs.perSecond))
            costs.append((ours.perClientSecond, theirs.perClientSecond))
        }
        return [
            ReportRow(
                "no-op saga steps, worker with \(slots) slots, to \(QueuePeer.title)",
                unit: "steps/s", rounds: rates, goal: nil),
            ReportRow(
                "· per second of CPU of the client processes, \(slots) slots", unit: "steps/s",
                rounds: costs, goal: nil),
        ]
    }
}

/// How fast something went, and what it cost in the processes that asked the servers.
struct Pace: Sendable {
    let perSecond: Double
    let perClientSecond: Double

    init(count: Int, took: Duration, clientSeconds: Double) {
        perSecond = Double(count) / took.seconds
        perClientSecond = Double(count) / clientSeconds
    }
}

extension Sequence {
    fileprivate func asyncFlatMap<Result>(
        _ transform: (Element) async throws -> [Result]
    ) async rethrows -> [Result] {
        var all: [Result] = []
        for element in self { all += try await transform(element) }
        return all
    }
}
