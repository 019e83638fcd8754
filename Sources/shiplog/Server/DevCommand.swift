import ArgumentParser
import Curl
import Executors
import Foundation
import LedgerCore
import Postgres
import PostgresLedger
import Redis
import Servers
import ServiceLifecycle

/// `shiplog dev`: everything in one process tree, like a database's single-user mode.
struct DevCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dev", abstract: "Run all of Shiplog on this machine, ready in seconds.",
        usage: """
            shiplog dev
            shiplog dev --data-dir ~/ledger --port 8080
            shiplog dev --ephemeral
            """,
        discussion: """
            Starts a private Postgres and a private Redis as children, brings the schema up to \
            date, and runs API and worker in this process. It listens on loopback and takes calls \
            without a token as a local administrator's. Ctrl-C stops what it started and nothing \
            else; the data stays in the directory for the next time, unless --ephemeral.
            """)

    @Option(help: "Where the data is kept between runs.")
    var dataDir = ".shiplog"

    @Flag(help: "Keep nothing: a directory of its own, removed at the end.")
    var ephemeral = false

    @Option(help: "Port to listen on, on 127.0.0.1; 0 takes a free one.")
    var port = 8000

    @Option(help: "Addresses that the worker may connect to.")
    var outboundAllow = "127.0.0.0/8,[::1]/128"

    @OptionGroup var options: ServerOptions

    func run() async throws {
        let scratch = ephemeral ? try PrivateDirectory() : nil
        let directory = try scratch?.path ?? Self.prepare(dataDir)
        let servers = try await EmbeddedServers.start(in: directory)
        do {
            try await serve(servers, signingKey: SigningKeyFile.makeIfMissing(in: directory))
        } catch {
            await servers.stop()
            scratch?.remove()
            throw error
        }
        await servers.stop()
        scratch?.remove()
    }

    private func serve(_ servers: EmbeddedServers, signingKey: String) async throws {
        try await Self.prepareSchema(servers.databaseURL)
        let settings = try options.read(
            [.database, .queue, .server, .outbound],
            flags: [
                "DATABASE_URL": servers.databaseURL, "REDIS_URL": servers.redisURL,
                "HOST": "127.0.0.1", "PORT": "\(port)", "OUTBOUND_ALLOW": outboundAllow,
                "SHIPLOG_SIGNING_KEY": signingKey,
            ])
        let composition = Composition(settings)
        let api = composition.api { port in
            print("Shiplog is ready on http://127.0.0.1:\(port)")
            print(
                settings.token == nil && !settings.asksForKeys
                    ? "Calls without a token are taken as a local administrator's. Ctrl-C stops it."
                    : "Calls need the token or a key. Ctrl-C stops it.")
            fflush(nil)
        }
        guard let policy = settings.outbound else { throw ExitCode(78) }
        try await ServerProcess.run(
            [composition.projector()] + composition.worker(policy) + [api] + composition.sealer(),
            logger: composition.logger)
    }

    private static func prepareSchema(_ databaseURL: String) async throws {
        let connection = try await PostgresConnection.open(
            databaseURL, on: Reactor(name: "migrate"))
        try await LedgerSchema.up(on: connection)
        await connection.close()
    }

    /// An absolute path, made if it is not there.
    private static func prepare(_ path: String) throws -> String {
        let url = URL(fileURLWithPath: path).standardizedFileURL
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        return url.path
    }
}
