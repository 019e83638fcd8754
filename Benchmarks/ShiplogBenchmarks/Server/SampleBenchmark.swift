import EventLog
import LedgerCore
import PostgresLedger

/// Samples that `shiplog api` takes in, against a bare route of the same HTTP server that reads the
/// same bodies.
enum SampleBenchmark: Benchmark {
    static let name = "samples"
    private static let seconds = 2
    /// More than a slot sends.
    private static let requestsPerSlot = 1_000_000

    static func run(on bench: Workbench) async throws -> [ReportRow] {
        let database = try await bench.database("samples")
        try await register(database.store())
        let api = try await ShiplogProcesses(bench: bench, database: database).api()
        let bare = try await RunningServer.serving(
            OwnProgram.path, ["bare-server"], readyAt: "/health/ready", log: bench.path("bare.log")
        )
        do {
            let rows = try await measure(api, bare, bench)
            await api.stop()
            await bare.stop()
            return rows
        } catch {
            await api.stop()
            await bare.stop()
            throw error
        }
    }

    private static func measure(
        _ api: RunningServer, _ bare: RunningServer, _ bench: Workbench
    ) async throws -> [ReportRow] {
        let wrk = try Wrk(bench)
        var rates: [(ours: Double, peer: Double)] = []
        for round in 0...bench.scale.rounds {
            let first = round * requestsPerSlot
            let theirs = try await wrk.push(port: bare.port, from: first, seconds: seconds)
            let ours = try await wrk.push(port: api.port, from: first, seconds: seconds)
            // The first round warms up.
            guard round > 0 else { continue }
            let samples = Double(Wrk.samplesPerPush)
            rates.append((ours.perSecond * samples, theirs.perSecond * samples))
        }
        return [
            ReportRow(
                "samples taken in, \(Wrk.samplesPerPush) of 100 windows in each request, "
                    + "\(Wrk.pushers) connections, to a bare Hummingbird route",
                unit: "samples/s", rounds: rates, goal: "≥ 10000 samples/s")
        ]
    }

    private static func register(_ store: PostgresEventStore) async throws {
        var appender = BulkAppender(store)
        for number in 0..<Wrk.pushedServices {
            var service = ServiceSample(number: number)
            service.pushes = true
            try await appender.add(service.stream, [service.registered])
        }
        try await appender.finish()
    }
}
