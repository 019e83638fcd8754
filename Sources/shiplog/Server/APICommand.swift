import ArgumentParser
import Foundation
import Logging

/// `shiplog api`: the HTTP server and the views.
struct APICommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "api", abstract: "Serve the HTTP API and keep the views up to date.",
        usage: """
            shiplog api --database-url postgres://db/shiplog --redis-url redis://queue:6379
            SHIPLOG_TOKEN_FILE=/run/secrets/token shiplog api --host 0.0.0.0 --port 8000
            """,
        discussion: """
            Without a token it listens on loopback only and takes every call as a local \
            administrator's. SHIPLOG_TOKEN is an administrator's way in; everybody else has a key, \
            made by `shiplog keys`. SHIPLOG_KEYS_ONLY=true serves keys alone. With SHIPLOG_SIGNING_KEY_FILE, made by `shiplog signing-key`, it seals \
            the log; SHIPLOG_CHECKPOINT_PATH names a file for the newest checkpoint. Exit codes: 78 the configuration is wrong, 69 the database is away.
            """)

    @OptionGroup var options: ServerOptions

    @Option(help: "Address to listen on (HOST); 127.0.0.1 when left out.")
    var host: String?

    @Option(help: "Port to listen on (PORT); 8000 when left out.")
    var port: String?

    func run() async throws {
        let settings = try options.read(
            [.database, .queue, .server], flags: ["HOST": host, "PORT": port])
        try await SchemaCheck.run(settings.databaseURL)
        let composition = Composition(settings)
        let logger = composition.logger
        let api = composition.api { port in
            logger.notice("Listening", metadata: ["port": "\(port)"])
        }
        try await ServerProcess.run(
            [composition.projector(), api] + composition.sealer(), logger: logger)
    }
}
