import Foundation
import Servers

/// The private Postgres and Redis of `shiplog dev`.
struct EmbeddedServers: Sendable {
    private let postgres: PostgresServer
    private let redis: RedisServer

    static func start(in directory: String) async throws -> EmbeddedServers {
        // First: its lock file keeps a second `dev` out of the directory, before it harms the Redis.
        let postgres = try await PostgresServer.start(in: directory)
        do {
            try await makeDatabase(on: postgres)
            return EmbeddedServers(
                postgres: postgres, redis: try await RedisServer.start(in: directory))
        } catch {
            await postgres.stop()
            throw error
        }
    }

    /// An earlier run in the same directory has made it already.
    private static func makeDatabase(on postgres: PostgresServer) async throws {
        do { try await postgres.createDatabase("shiplog") } catch {
            guard "\(error)".contains("already exists") else { throw error }
        }
    }

    var databaseURL: String { postgres.connectionString(database: "shiplog") }
    var redisURL: String { redis.url }

    func stop() async {
        await redis.stop()
        await postgres.stop()
    }
}
