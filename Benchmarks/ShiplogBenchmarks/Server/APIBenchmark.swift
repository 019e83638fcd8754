import EventLog
import LedgerCore
import PostgresLedger
import Views

/// CPU of `shiplog api` per accepted deployment against a bare route of the same HTTP server.
enum APIBenchmark: Benchmark {
    static let name = "api"

    static func run(on bench: Workbench) async throws -> [ReportRow] {
        let database = try await bench.database("api")
        let api = try await ShiplogProcesses(bench: bench, database: database).api()
        let bare = try await RunningServer.serving(
            OwnProgram.path, ["bare-server"], readyAt: "/health/ready", log: bench.path("bare.log")
        )
        let run = try APIRun(bench: bench, database: database, api: api, bare: bare)
        do {
            let rows = try await run.measure()
            await run.stop()
            return rows
        } catch {
            await run.stop()
            throw error
        }
    }
}

private struct APIRun {
    let bench: Workbench
    let api: RunningServer
    let bare: RunningServer
    private let wrk: Wrk
    private let catchUp: ViewCatchUp
    private let store: PostgresEventStore

    /// More than a slot can use.
    private static let servicesPerSlot = 30_000
    private static let seconds = 2

    init(bench: Workbench, database: BenchDatabase, api: RunningServer, bare: RunningServer) throws
    {
        self.bench = bench
        self.api = api
        self.bare = bare
        store = database.store()
        wrk = try Wrk(bench)
        catchUp = ViewCatchUp(database)
    }

    func stop() async {
        await api.stop()
        await bare.stop()
    }

    func measure() async throws -> [ReportRow] {
        var costs: [(ours: Double, peer: Double)] = []
        var rates: [(ours: Double, peer: Double)] = []
        for round in 0...bench.scale.rounds {
            let first = round * Self.servicesPerSlot
            try await register(first..<first + Self.servicesPerSlot)
            let theirs = try await slot(bare, from: first) {}
            let ours = try await slot(api, from: first) { try await catchUp.wait() }
            // The first round warms up.
            guard round > 0 else { continue }
            costs.append((ours.microseconds, theirs.microseconds))
            rates.append((ours.perSecond, theirs.perSecond))
        }
        let connections = Wrk.connections
        return [
            ReportRow(
                "CPU of `shiplog api` per POST deployment, its projection included, to a bare "
                    + "Hummingbird route, \(connections) connections",
                unit: "µs", rounds: costs, goal: nil),
            ReportRow(
                "· requests answered, \(connections) connections", unit: "requests/s",
                rounds: rates, goal: nil),
        ]
    }

    /// Requests for a while, then whatever the server does after its answers.
    private func slot(
        _ server: RunningServer, from first: Int, settle: () async throws -> Void
    ) async throws -> (microseconds: Double, perSecond: Double) {
        let cpu = ProcessUsage.seconds(of: server.pid)
        let outcome = try await wrk.deploy(port: server.port, from: first, seconds: Self.seconds)
        try await settle()
        let used = ProcessUsage.seconds(of: server.pid) - cpu
        return (used / Double(outcome.requests) * 1e6, outcome.perSecond)
    }

    private func register(_ numbers: Range<Int>) async throws {
        var appender = BulkAppender(store)
        for number in numbers {
            let service = ServiceSample(number: number)
            try await appender.add(service.stream, [service.registered])
        }
        try await appender.finish()
        try await catchUp.wait()
    }
}
