import Executors
import Redis
import Servers
import Synchronization

/// What all measurements share: private servers, the reactor, a directory, and how much to measure.
struct Workbench: Sendable {
    let scale: Scale
    let reactor: Reactor
    let postgres: PostgresServer
    let redis: RedisServer
    /// The release build of `shiplog`.
    let program: String
    private let directory: PrivateDirectory

    /// Starts Postgres as it comes (`fsync` on, each commit waits for the disk), and Redis.
    static func start(_ scale: Scale, program: String) async throws -> Workbench {
        let directory = try PrivateDirectory()
        let redis = try await RedisServer.start(in: directory.path)
        do {
            let postgres = try await PostgresServer.start(in: directory.path)
            return Workbench(
                scale: scale, reactor: Reactor(name: "postgres"), postgres: postgres, redis: redis,
                program: program, directory: directory)
        } catch {
            await redis.stop()
            throw error
        }
    }

    func stop() async {
        await redis.stop()
        await postgres.stop()
        directory.remove()
    }

    /// A path in the directory, which goes away at the end.
    func path(_ name: String) -> String { "\(directory.path)/\(name)" }

    /// A path that no other call got, for the log of a process.
    func newPath(_ name: String) -> String {
        path("\(name)-\(Self.lastNumber.wrappingAdd(1, ordering: .relaxed).newValue).log")
    }

    private static let lastNumber = Atomic(0)

    var redisAddress: RedisAddress { RedisAddress(.socket(path: redis.socketPath)) }

    /// A new database with the ledger's schema.
    func database(_ name: String) async throws -> BenchDatabase {
        try await postgres.createDatabase(name)
        let database = BenchDatabase(server: postgres, name: name, reactor: reactor)
        try await database.migrate()
        return database
    }
}
