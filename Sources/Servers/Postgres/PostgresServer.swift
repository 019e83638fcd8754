import FoundationEssentials
import Synchronization

/// A private Postgres that listens on a Unix socket only.
///
/// Everyone who reaches the socket is trusted, as the superuser `postgres`. When we are root the
/// server runs as the user `postgres`, because Postgres refuses root. Its data stay when it stops;
/// letting go of the server stops it at once.
package final class PostgresServer: Sendable {
    /// The user to run as, and the name of the database's superuser.
    static let user = "postgres"

    /// Where the socket, the log and the data are.
    package let directory: String
    private let settings: [String: String]
    private let process: Mutex<ChildProcess>

    private init(directory: String, settings: [String: String], process: ChildProcess) {
        self.directory = directory
        self.settings = settings
        self.process = Mutex(process)
    }

    /// Starts a server on `directory/postgres`, with the data that are there or new ones.
    ///
    /// - Parameter settings: as in `postgresql.conf`, for this run; they win over ours.
    /// - Throws: ``ServerError`` of every code; the server is gone then.
    package static func start(
        in directory: String, settings: [String: String] = [:]
    ) async throws(ServerError) -> PostgresServer {
        let directory = try ServerDirectory.prepare(
            directory, "postgres", socket: ".s.PGSQL.5432", for: user)
        let cluster = PostgresCluster(directory: directory)
        try await cluster.initializeIfMissing()
        let process = try await cluster.launch(settings)
        return PostgresServer(directory: directory, settings: settings, process: process)
    }

    /// libpq's connection settings for a database of this server.
    package func connectionString(database: String) -> String {
        "host='\(directory)' port=5432 user=\(Self.user) dbname='\(database)'"
    }

    /// Makes a database.
    ///
    /// - Throws: ``ServerError/Code/exited`` when it exists already or the server is down.
    package func createDatabase(_ name: String) async throws(ServerError) {
        let server = ["--host", directory, "--port", "5432", "--username", Self.user]
        let log = "\(directory)/createdb.log"
        try await ChildProcess.run(
            Launch("createdb", server + ["--maintenance-db", "postgres", "--", name], log: log))
    }

    /// The postmaster's process id; a restart changes it.
    package var pid: Int32 { current.pid }

    package var isRunning: Bool { current.isRunning }

    /// Ends all connections and stops.
    ///
    /// - Parameter immediately: without a last checkpoint, so that the next start recovers from
    ///   the write-ahead log.
    package func stop(immediately: Bool = false) async {
        await current.stop(immediately ? .quit : .interrupt)
    }

    /// Kills the postmaster, as the out-of-memory killer would; its children notice and end too.
    package func kill() async {
        await current.stop(.kill)
    }

    /// Stops the server if it runs, and starts it on the same data, socket and settings.
    package func restart() async throws(ServerError) {
        await stop()
        let process = try await PostgresCluster(directory: directory).launch(settings)
        self.process.withLock { $0 = process }
    }

    private var current: ChildProcess { process.withLock { $0 } }
}
