import Executors
import LedgerCore
import Postgres
import PostgresLedger
import PostgresTestKit
import Servers
import Testing

/// What all scenarios share: a Postgres with a database for each, and a Prometheus for all agents.
final class FaultBench: Sendable {
    let prometheus: PrometheusServer
    let seats: Seats
    private let postgres: PostgresServer
    private let admin: PostgresConnection
    private let directory: PrivateDirectory

    /// Scenarios that run at the same time; each is about six processes, which mostly wait.
    private static let seatCount = 12
    private static let template = "template_ledger"

    @TaskLocal static var current: FaultBench?

    private init(
        _ prometheus: PrometheusServer, _ seats: Seats, _ postgres: PostgresServer,
        _ admin: PostgresConnection, _ directory: PrivateDirectory
    ) {
        self.prometheus = prometheus
        self.seats = seats
        self.postgres = postgres
        self.admin = admin
        self.directory = directory
    }

    static func start() async throws -> FaultBench {
        let directory = try PrivateDirectory()
        let seats = Seats(
            try (0..<seatCount).map { _ in [try FreePort.next(), try FreePort.next()] })
        let prometheus = try await PrometheusServer.start(
            in: directory.path, targets: await seats.targets, port: try FreePort.next())
        // Nobody pulls the plug of this machine: syncing would only slow down the neighbours.
        let postgres = try await PostgresServer.start(
            in: directory.path, settings: ["max_connections": "500", "fsync": "off"])
        _ = try await makeLedger(template, on: postgres)
        let admin = try await PostgresConnection.open(
            postgres.connectionString(database: "postgres"), on: TestReactor.shared)
        return FaultBench(prometheus, seats, postgres, admin, directory)
    }

    /// Makes a database with the ledger's schema.
    ///
    /// - Returns: its connection settings, as the superuser.
    static func makeLedger(_ name: String, on server: PostgresServer) async throws -> String {
        try await server.createDatabase(name)
        let settings = server.connectionString(database: name)
        let connection = try await PostgresConnection.open(settings, on: TestReactor.shared)
        try await LedgerSchema.up(on: connection)
        await connection.close()
        return settings
    }

    /// Makes a database with the ledger's schema on the shared server.
    func makeLedger(_ name: String) async throws -> String {
        try await admin.run(script: "CREATE DATABASE \"\(name)\" TEMPLATE \(Self.template)")
        return postgres.connectionString(database: name)
    }

    func stop() async {
        await admin.close()
        await prometheus.stop()
        await postgres.stop(immediately: true)
        directory.remove()
    }
}
