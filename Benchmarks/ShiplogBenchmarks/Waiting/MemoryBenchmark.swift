import Servers

/// Start, and resident memory: idle, and with many deployments that wait.
enum MemoryBenchmark: Benchmark {
    static let name = "memory"

    static func run(on bench: Workbench) async throws -> [ReportRow] {
        let database = try await bench.database("memory")
        let processes = ShiplogProcesses(bench: bench, database: database)
        let starts = try await Starts.measure(processes, rounds: bench.scale.rounds)
        let api = try await processes.api()
        let worker = try await processes.worker()
        let run = WaitingRun(bench: bench, database: database, api: api, worker: worker)
        do {
            let rows = try await run.measure()
            await run.stop()
            return starts.rows + rows
        } catch {
            await run.stop()
            throw error
        }
    }
}

/// Milliseconds from the start of a process until it works.
private struct Starts {
    private var api: [Double] = []
    private var worker: [Double] = []
    private var postgres: [Double] = []

    static func measure(_ processes: ShiplogProcesses, rounds: Int) async throws -> Starts {
        let directory = try PrivateDirectory()
        let postgres = try await PostgresServer.start(in: directory.path)
        await postgres.stop()
        var starts = Starts()
        for _ in 0..<rounds {
            let api = try await processes.api()
            starts.api.append(api.startMilliseconds)
            await api.stop()
            let worker = try await processes.worker()
            starts.worker.append(worker.startMilliseconds)
            await worker.stop()
            let begin = ContinuousClock.now
            try await postgres.restart()
            starts.postgres.append((ContinuousClock.now - begin).seconds * 1000)
            await postgres.stop()
        }
        return starts
    }

    var rows: [ReportRow] {
        let title = "start to ready, to Postgres on empty data"
        return [
            ReportRow(
                "`shiplog api`, \(title)", unit: "ms", rounds: Array(zip(api, postgres)), goal: nil),
            ReportRow(
                "`shiplog worker`, \(title)", unit: "ms", rounds: Array(zip(worker, postgres)),
                goal: nil),
        ]
    }
}

private struct WaitingRun {
    let bench: Workbench
    let database: BenchDatabase
    let api: RunningServer
    let worker: RunningServer

    func stop() async {
        await api.stop()
        await worker.stop()
    }

    func measure() async throws -> [ReportRow] {
        let idle = try await settled()
        let count = bench.scale.waiting
        let store = database.store()
        try await WaitingDeployments(store: store, reactor: bench.reactor, count: count).append()
        try await ViewCatchUp(database).wait()
        let waiting = try await settled()
        let cpu = try await restingCPU()
        return [
            ReportRow("`shiplog api`, resident, idle", unit: "MB", [idle.api], goal: "≤ 40"),
            ReportRow("`shiplog worker`, resident, idle", unit: "MB", [idle.worker], goal: "≤ 40"),
            ReportRow(
                "`shiplog api`, growth with \(count) waiting deployments", unit: "MB",
                [waiting.api - idle.api], goal: "≤ 20"),
            ReportRow(
                "`shiplog worker`, growth with \(count) waiting deployments", unit: "MB",
                [waiting.worker - idle.worker], goal: "≤ 20"),
            ReportRow("· CPU of the worker then", unit: "% of a core", [cpu.worker]),
            ReportRow("· CPU of Postgres then", unit: "% of a core", [cpu.postgres]),
        ]
    }

    /// Long enough for every regular round of both to have come.
    private static let pause = 6

    private func settled() async throws -> (api: Double, worker: Double) {
        try await Task.sleep(for: .seconds(Self.pause))
        return (
            ProcessUsage.residentMegabytes(of: api.pid),
            ProcessUsage.residentMegabytes(of: worker.pid)
        )
    }

    /// While nothing is due.
    private func restingCPU() async throws -> (worker: Double, postgres: Double) {
        let before = (
            ProcessUsage.seconds(of: worker.pid), ProcessUsage.secondsOfFamily(bench.postgres.pid)
        )
        try await Task.sleep(for: .seconds(Self.pause))
        let scale = 100 / Double(Self.pause)
        return (
            (ProcessUsage.seconds(of: worker.pid) - before.0) * scale,
            (ProcessUsage.secondsOfFamily(bench.postgres.pid) - before.1) * scale
        )
    }
}
