import EventLog
import LedgerCore
import PostgresLedger
import Synchronization
import Views

/// Reading the whole log, and rebuilding every view from it, against `psql`'s copy of the same
/// columns to nowhere.
enum ReadBenchmark: Benchmark {
    static let name = "read"

    static func run(on bench: Workbench) async throws -> [ReportRow] {
        let database = try await bench.database("read")
        let store = database.store()
        var history = HistoryWriter(store)
        try await history.write(bench.scale.events)
        try await database.run("VACUUM ANALYZE ledger.events")
        try await database.run("CHECKPOINT")
        let count = Double(history.position)
        let bytes = try await LogBytes.perEvent(in: database)
        Progress.say("  \(history.position) events of \(Int(bytes)) bytes of JSON on average")
        var rounds = Rounds(count: count, database: database, store: store, bench: bench)
        // The first round warms up.
        for round in 0...bench.scale.rounds { try await rounds.run(keeps: round > 0) }
        return rounds.rows
    }
}

/// Copy, read and rebuild, in turn.
private struct Rounds {
    let count: Double
    let database: BenchDatabase
    let store: PostgresEventStore
    let bench: Workbench
    private var reads: [(ours: Double, peer: Double)] = []
    private var rebuilds: [(ours: Double, peer: Double)] = []
    private var readCost: [Double] = []
    private var rebuildCost: [Double] = []

    init(count: Double, database: BenchDatabase, store: PostgresEventStore, bench: Workbench) {
        self.count = count
        self.database = database
        self.store = store
        self.bench = bench
    }

    mutating func run(keeps: Bool) async throws {
        let before = try await copy()
        let (read, readCPU) = try await timed { try await readAll() }
        let between = try await copy()
        let (rebuild, rebuildCPU) = try await timed { try await rebuildViews() }
        let after = try await copy()
        guard keeps else { return }
        reads.append((count / read, count / ((before + between) / 2)))
        rebuilds.append((count / rebuild, count / ((between + after) / 2)))
        readCost.append(readCPU / count * 1e6)
        rebuildCost.append(rebuildCPU / count * 1e6)
    }

    var rows: [ReportRow] {
        [
            ReportRow(
                "read the log, decoded, to `psql \\copy … to /dev/null`", unit: "events/s",
                rounds: reads, goal: "≥ 1.2"),
            ReportRow("· CPU of our process per event read", unit: "µs", readCost),
            ReportRow(
                "rebuild all views, to the same copy", unit: "events/s", rounds: rebuilds,
                goal: "≥ 0.6"),
            ReportRow("· CPU of our process per event rebuilt", unit: "µs", rebuildCost),
        ]
    }

    /// Seconds that it took, and seconds of CPU in this process.
    private func timed(_ work: () async throws -> Void) async throws -> (Double, Double) {
        let cpu = ProcessUsage.own
        let start = ContinuousClock.now
        try await work()
        return ((ContinuousClock.now - start).seconds, ProcessUsage.own - cpu)
    }

    private func readAll() async throws {
        let seen = Atomic<Int>(0)
        try await store.readAll(after: 0) { events in
            seen.add(events.count, ordering: .relaxed)
        }
        guard Double(seen.load(ordering: .relaxed)) == count else {
            throw BenchmarkError("the log was not read whole")
        }
    }

    private func rebuildViews() async throws {
        let views = PostgresViewStore(database.settings, on: bench.reactor)
        let place = try await ViewRebuilder(events: store, views: views).rebuild()
        guard Double(place.position) == count else {
            throw BenchmarkError("the views were not rebuilt to the end")
        }
    }

    /// Seconds that `psql` takes for the log, by its own clock.
    private func copy() async throws -> Double {
        let output = try await Tool.run(
            "psql",
            database.arguments + [
                "-X", "-c", #"\timing on"#, "-c", Self.copyCommand, database.name,
            ], in: bench.path(""))
        for line in output.split(separator: "\n") where line.hasPrefix("Time: ") {
            if let milliseconds = Double(line.split(separator: " ")[1]) {
                return milliseconds / 1000
            }
        }
        throw BenchmarkError("psql gave no time: \(output.suffix(300))")
    }

    /// The columns that ``PostgresEventStore`` reads.
    private static let copyCommand = #"""
        \copy (SELECT position, version, occurred_at, recorded_at, event_id, command_id, \#
        correlation_id, causation_id, schema, stream, type, actor, client, reason, traceparent, \#
        data FROM ledger.events ORDER BY position) to '/dev/null'
        """#
}
