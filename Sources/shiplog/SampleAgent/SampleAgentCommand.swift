import ArgumentParser
import Hummingbird
import LedgerCore
import Logging
import UnixSignals

/// A service to try Shiplog with.
struct SampleAgentCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sample-agent", abstract: "Run a service to try Shiplog with.",
        usage: """
            shiplog sample-agent --version v1.4.2 --port 8001
            shiplog sample-agent --version v1.4.2 --port 8002 --bad-version v1.5.0:0.3
            shiplog sample-agent --version v1.4.2 --port 8002 --behaviour v1.5.0:latency_ms=900
            """,
        discussion: """
            GET / answers as its version does, GET /health tells how it is, POST /deploy \
            {"version": "…"} switches the version, GET /metrics is for Prometheus. Ctrl-C ends it.
            """)

    @Option(name: .customLong("version"), help: "The version that it begins with.")
    var agentVersion: String
    @Option(help: "Port to listen on; 0 takes a free one.") var port: Int
    @Option(help: "Address to listen on.") var host = "127.0.0.1"
    @Option(help: "The service's name in its metrics.") var service = "agent-api"
    @Option(help: "Share of its answers that are 500, 0 to 1.")
    var errorRate = AgentBehaviour.standard.errorRate
    @Option(help: "Middle of its latencies; they spread by 20 % around it.")
    var latencyMs = AgentBehaviour.standard.latencyMilliseconds
    @Option(
        help: ArgumentHelp("Error rate of one version; may be repeated.", valueName: "version:rate")
    )
    var badVersion: [BadVersion] = []
    @Option(
        help: ArgumentHelp(
            "What one version does differently, by error_rate and latency_ms; may be repeated.",
            valueName: "version:settings"))
    var behaviour: [VersionBehaviour] = []
    @Option(help: "How long it reports itself as starting after a deployment.")
    var startUpSeconds = 0.0

    func validate() throws {
        guard FieldReader.isVersion(agentVersion) else {
            throw ValidationError("--version must be printable ASCII, no space, quote, backslash.")
        }
        guard FieldReader.isName(service) else {
            throw ValidationError("--service \(FieldReader.nameRule).")
        }
        guard (0...65_535).contains(port) else {
            throw ValidationError("--port must be 0 to 65535.")
        }
        guard AgentBehaviour.rates.contains(errorRate) else {
            throw ValidationError("--error-rate must be 0 to 1.")
        }
        guard AgentBehaviour.latencies.contains(latencyMs) else {
            throw ValidationError("--latency-ms must be 0 to 60000.")
        }
        guard (0...3600).contains(startUpSeconds) else {
            throw ValidationError("--start-up-seconds must be 0 to 3600.")
        }
    }

    var settings: SampleAgent.Settings {
        var settings = SampleAgent.Settings(service: service, version: agentVersion)
        settings.standard = AgentBehaviour(errorRate: errorRate, latencyMilliseconds: latencyMs)
        settings.startUp = .seconds(startUpSeconds)
        let different =
            badVersion.map { VersionBehaviour(version: $0.version, errorRate: $0.errorRate) }
            + behaviour
        for item in different {
            let known = settings.behaviours[item.version] ?? settings.standard
            settings.behaviours[item.version] = item.applied(to: known)
        }
        return settings
    }

    func run() async throws {
        let routes = SampleAgentRoutes(agent: SampleAgent(settings))
        var logger = Logger(label: "sample-agent")
        logger.logLevel = .warning
        let console = Surroundings.process.console(true)
        let (host, service) = (host, service)
        let application = Application(
            router: routes.router(), configuration: .init(address: .hostname(host, port: port)),
            onServerRunning: { channel in
                let port = channel.localAddress?.port ?? 0
                console.write("\(service) is ready on http://\(host):\(port)")
            },
            logger: logger)
        try await application.runService(gracefulShutdownSignals: [.sigterm, .sigint])
    }
}
