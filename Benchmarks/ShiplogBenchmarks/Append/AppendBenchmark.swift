import LedgerCore

/// Appends through the whole Swift path against raw inserts of the same payload into a plain table
/// of the same server, which commits each of them by itself.
enum AppendBenchmark: Benchmark {
    static let name = "append"

    static func run(on bench: Workbench) async throws -> [ReportRow] {
        var runs: [AppendRun] = []
        for flush in Flush.allCases { runs += try await prepare(flush, bench) }
        // The first round warms up.
        for round in 0...bench.scale.rounds {
            for index in runs.indices {
                try await runs[index].measure(round: round, keeps: round > 0)
            }
        }
        return runs.flatMap(\.rows)
    }

    private static func prepare(_ flush: Flush, _ bench: Workbench) async throws -> [AppendRun] {
        let database = try await bench.database("append_\(flush.rawValue)")
        try await flush.apply(to: database)
        let pgbench = try await Pgbench.prepare(
            bench, database, payload: String(decoding: SamplePayload.json.bytes, as: UTF8.self))
        let store = database.store()
        return AppendCase.all.map { AppendRun($0, flush, pgbench, store, bench) }
    }
}
