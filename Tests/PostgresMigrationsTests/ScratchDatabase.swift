import Migrations
import Postgres
import PostgresMigrations
import PostgresTestKit
import Servers
import Synchronization

/// A database of one test, and runners on it.
struct ScratchDatabase: Sendable {
    let server: PostgresServer
    let name: String
    let owner: PostgresConnection
    let progress = Progress()

    private static let lastNumber = Atomic(0)

    static func make() async throws -> ScratchDatabase {
        let server = try PostgresServerTrait.server
        let name = "scratch\(lastNumber.wrappingAdd(1, ordering: .relaxed).newValue)"
        try await server.createDatabase(name)
        return ScratchDatabase(
            server: server, name: name, owner: try await connect(to: name, of: server))
    }

    func connect() async throws -> PostgresConnection {
        try await Self.connect(to: name, of: server)
    }

    private static func connect(
        to name: String, of server: PostgresServer
    ) async throws -> PostgresConnection {
        try await PostgresConnection.open(
            server.connectionString(database: name), on: TestReactor.shared, timeout: .seconds(30))
    }

    /// A runner with a connection of its own, which does not wait long.
    func runner(
        _ change: (inout RunnerSettings) -> Void = { _ in }
    ) async throws -> MigrationRunner {
        let connection = try await connect()
        var settings = RunnerSettings(actor: "tester")
        settings.lockTimeout = .milliseconds(200)
        settings.retryPauses = [.milliseconds(50), .milliseconds(50)]
        change(&settings)
        let table = try await MigrationTable.standard(on: connection)
        return MigrationRunner(connection, table: table, settings: settings) { [progress] in
            progress.note($0)
        }
    }

    @discardableResult
    func up(
        _ files: [MigrationFile], _ change: (inout RunnerSettings) -> Void = { _ in }
    ) async throws -> [MigrationStep] {
        try await runner(change).run(files) { history throws(MigrationRefusal) in try history.up() }
    }

    @discardableResult
    func rollBack(
        to version: MigrationVersion, _ files: [MigrationFile] = [],
        _ change: (inout RunnerSettings) -> Void = { _ in }
    ) async throws -> [MigrationStep] {
        try await runner(change).run(files, isOneTransaction: true) {
            history throws(MigrationRefusal) in try history.rollBack(to: version)
        }
    }

    /// A step that waits as long as the test holds the gate; its runner must be a patient one.
    static let gated = "LOCK TABLE gate; CREATE TABLE t1 ();"

    /// Closes the gate until the connection commits.
    func closeGate() async throws -> PostgresConnection {
        let holder = try await connect()
        try await holder.run(script: "CREATE TABLE gate ()")
        try await holder.run(script: "BEGIN; LOCK TABLE gate")
        return holder
    }

    static func patient(_ settings: inout RunnerSettings) { settings.lockTimeout = .seconds(100) }

    /// Versions that are recorded, in the order of applying.
    func versions() async throws -> [String] {
        try await runner().history(of: []).applied.map(\.version.description)
    }

    func record(_ version: MigrationVersion) async throws -> AppliedMigration? {
        try await runner().history(of: []).record(version)
    }

    /// Tables, indexes and sequences of ours, sorted.
    func relations() async throws -> [String] {
        let rows = try await owner.query(
            """
            SELECT relname::text FROM pg_class WHERE relnamespace = 'public'::regnamespace
            AND relname NOT LIKE '\\_migrations%' ORDER BY relname COLLATE "C"
            """)
        return (0..<rows.count).map { rows.string($0, 0) }
    }

    /// The first column of the first row.
    func ask(_ sql: String) async throws -> String {
        try await owner.query("SELECT (\(sql))::text").string(0, 0)
    }
}

/// What runners told.
final class Progress: Sendable {
    private let all = Mutex<[RunnerProgress]>([])

    func note(_ progress: RunnerProgress) { all.withLock { $0.append(progress) } }

    var told: [RunnerProgress] { all.withLock { $0 } }

    /// Who the lock was waited for.
    var holders: [String] {
        told.compactMap { if case .waiting(let holder) = $0 { holder } else { nil } }
    }

    var retries: Int {
        told.count { if case .retrying = $0 { true } else { false } }
    }
}

/// Number `n` makes a table `t<n>`, unless told otherwise.
func file(
    _ version: String, up: String? = nil, down: String? = nil, options: String = "",
    downOptions: String = ""
) throws -> MigrationFile {
    let up = up ?? "CREATE TABLE t\(version) (a int);"
    let down = down ?? "DROP TABLE t\(version);"
    return try MigrationFile(
        fileName: "\(version)_a.sql",
        text: "-- migrate:up \(options)\n\(up)\n-- migrate:down \(downOptions)\n\(down)\n")
}

func files(_ versions: ClosedRange<Int>) throws -> [MigrationFile] {
    try versions.map { try file("\($0)") }
}
