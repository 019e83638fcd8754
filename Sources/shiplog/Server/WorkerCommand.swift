import ArgumentParser
import Logging

/// `shiplog worker`: takes wake-ups and advances sagas.
struct WorkerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "worker", abstract: "Advance deployments: decide, act, record.",
        usage: """
            OUTBOUND_ALLOW=10.0.0.0/8 shiplog worker --database-url … --redis-url …
            """,
        discussion: """
            Start as many as you like; killed at any point, others finish its work. It connects \
            only to addresses that OUTBOUND_ALLOW names. SIGTERM lets the steps in hand end.
            """)

    @OptionGroup var options: ServerOptions

    @Option(help: "Addresses that may be connected to, such as 10.0.0.0/8:8001 (OUTBOUND_ALLOW).")
    var outboundAllow: String?

    @Option(help: "File that says who is told of what (NOTIFICATIONS); see docs/notifications.md.")
    var notifications: String?

    @Option(help: "Name in the log and the queue (WORKER_NAME); unique among workers.")
    var name: String?

    func run() async throws {
        let settings = try options.read(
            [.database, .queue, .outbound],
            flags: [
                "OUTBOUND_ALLOW": outboundAllow, "WORKER_NAME": name,
                "NOTIFICATIONS": notifications,
            ])
        guard let policy = settings.outbound else { throw ExitCode(78) }
        try await SchemaCheck.run(settings.databaseURL)
        let composition = Composition(settings)
        composition.logger.notice("Worker started", metadata: ["worker": "\(settings.workerName)"])
        try await ServerProcess.run(composition.worker(policy), logger: composition.logger)
    }
}
