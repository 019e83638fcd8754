import EventLog
import LedgerCore
import Servers

/// One case on one database, slot by slot.
struct AppendRun {
    private let item: AppendCase
    private let flush: Flush
    private let pgbench: Pgbench
    private let store: any EventStore
    private let bench: Workbench
    private var rates: [(ours: Double, peer: Double)] = []
    private var clientMicroseconds: [Double] = []
    private var serverMicroseconds: [Double] = []

    private static let seconds = 2

    init(
        _ item: AppendCase, _ flush: Flush, _ pgbench: Pgbench, _ store: any EventStore,
        _ bench: Workbench
    ) {
        self.item = item
        self.flush = flush
        self.pgbench = pgbench
        self.store = store
        self.bench = bench
    }

    /// A slot of ours between two of pgbench; the ratio is to their mean.
    mutating func measure(round: Int, keeps: Bool) async throws {
        let load = AppendLoad(
            store: store, reactor: bench.reactor, payload: SamplePayload.json.bytes,
            label: "r\(round)c\(item.callers)")
        let before = try await pgbench.insertsPerSecond(clients: item.clients, seconds: 1)
        let client = ProcessUsage.own
        let server = ProcessUsage.secondsOfFamily(bench.postgres.pid)
        let ours = try await load.appendsPerSecond(callers: item.callers, seconds: Self.seconds)
        let count = ours * Double(Self.seconds)
        let clientCost = (ProcessUsage.own - client) / count
        let serverCost = (ProcessUsage.secondsOfFamily(bench.postgres.pid) - server) / count
        let after = try await pgbench.insertsPerSecond(clients: item.clients, seconds: 1)
        guard keeps else { return }
        rates.append((ours, (before + after) / 2))
        clientMicroseconds.append(clientCost * 1e6)
        serverMicroseconds.append(serverCost * 1e6)
    }

    var rows: [ReportRow] {
        let name = "append, \(item.name), \(flush.name)"
        var rows = [
            ReportRow(
                "\(name), to raw INSERT by \(item.peer)", unit: "events/s", rounds: rates,
                goal: item.goal)
        ]
        if flush == .disk {
            rows.append(
                ReportRow("· CPU of our process per append", unit: "µs", clientMicroseconds))
            rows.append(ReportRow("· CPU of Postgres per append", unit: "µs", serverMicroseconds))
        }
        return rows
    }
}
