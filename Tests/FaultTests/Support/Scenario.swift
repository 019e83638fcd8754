import Curl
import PostgresTestKit
import Redis
import Servers
import Synchronization
import Testing

/// One whole Shiplog with servers of its own, two agents, a balancer and steady traffic.
///
/// It starts without workers. All its processes end with it.
final class Scenario: Sendable {
    /// Name of the service, in the API and in the metrics.
    let service: String
    let directory: PrivateDirectory
    let database: String
    let redis: RedisServer
    /// A scenario's own, by wish.
    let postgres: PostgresServer?
    let metrics: MetricsSource
    let agents: [Int]
    let balancer: Balancer
    let users: Users
    let log: LedgerLog
    let caller: Caller
    let client: CurlClient
    private let processes = Mutex<[ShiplogProcess]>([])
    private let currentAPI = Mutex<ShiplogProcess?>(nil)

    private static let lastNumber = Atomic(0)

    /// Runs a test with the traffic; everything is stopped afterwards, also when it fails.
    static func run(
        _ wishes: Wishes = Wishes(), _ test: @escaping @Sendable (Scenario) async throws -> Void
    ) async throws {
        let bench = try #require(FaultBench.current)
        let seat = await bench.seats.take()
        do {
            let scenario = try await Scenario(wishes, agents: seat, bench)
            try await scenario.play(test)
        } catch {
            await bench.seats.giveBack(seat)
            throw error
        }
        await bench.seats.giveBack(seat)
    }

    private init(_ wishes: Wishes, agents: [Int], _ bench: FaultBench) async throws {
        let number = Self.lastNumber.wrappingAdd(1, ordering: .relaxed).newValue
        service = "agent-\(number)"
        directory = try PrivateDirectory()
        self.agents = agents
        client = CurlClient(policy: try AddressPolicy(parsing: "127.0.0.0/8"), name: "faults")
        redis = try await RedisServer.start(in: directory.path)
        if wishes.ownPostgres {
            let server = try await PostgresServer.start(in: directory.path)
            database = try await FaultBench.makeLedger("ledger", on: server)
            postgres = server
        } else {
            database = try await bench.makeLedger("ledger_\(number)")
            postgres = nil
        }
        metrics =
            wishes.ownPrometheus
            ? try await MetricsSource.start(in: directory.path, agents: agents)
            : MetricsSource(bench.prometheus)
        balancer = try await Balancer.start(
            in: directory.path, agents: agents, weights: wishes.weights, copies: wishes.copies)
        users = Users(balancer, client)
        log = LedgerLog(database)
        caller = Caller(client: client, port: try FreePort.next())
    }

    private func play(_ test: @escaping @Sendable (Scenario) async throws -> Void) async throws {
        do {
            for index in agents.indices { try await startAgent(index) }
            try await startAPI()
            try await withThrowingTaskGroup { group in
                group.addTask { await self.users.run() }
                try await test(self)
                group.cancelAll()
            }
        } catch {
            await stop()
            throw error
        }
        await stop()
    }

    private func stop() async {
        for process in processes.withLock({ $0 }) { await process.kill() }
        await balancer.stop()
        await redis.kill()
        await postgres?.stop(immediately: true)
        if let own = metrics.own { await own.stop() }
        await client.shutdown()
        directory.remove()
    }

    /// The one that was started last.
    var api: ShiplogProcess? {
        get { currentAPI.withLock { $0 } }
        set { currentAPI.withLock { $0 = newValue } }
    }

    /// Starts a part of Shiplog that ends with the scenario.
    func start(
        _ arguments: [String], name: String, _ variables: [String: String] = [:]
    ) async throws -> ShiplogProcess {
        let process = try await ShiplogProcess.start(
            arguments, name: name, in: directory.path, variables)
        processes.withLock { $0.append(process) }
        return process
    }
}
