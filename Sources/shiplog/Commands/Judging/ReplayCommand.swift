import ArgumentParser
import LedgerCore

struct ReplayCommand: ClientVerb {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Judge past deployments again, under other settings.",
        usage: """
            shiplog replay --service agent-api --since 90d --set max_error_rate=0.008
            shiplog replay --service agent-api --judge guarded-ratio --set failure_limit=2
            shiplog replay --deployment 019a1c5e-77a4-7d3e-9c1f-0d2b7c1e4a55 --judge rank -o json
            """,
        discussion: """
            Reads the recorded samples and changes nothing: which deployments would have ended \
            otherwise, and at which look. --set takes the names of a plan's analysis and of its \
            stages' criteria (a condition goes into each stage; null takes it away), and may be \
            given several times. Without --set and --judge each is judged by its own settings. \
            What people did is no part of it, and the record reaches no further than it went: \
            "held" means that a stage would have waited for better evidence.
            """)

    @Option(help: "The id of one deployment.") var deployment: String?
    @Option(help: "All deployments of this service.") var service: String?
    @Option(help: ArgumentHelp("Only requested since: 90d, 12h, or a time.", valueName: "when"))
    var since: SinceArgument?
    @Option(help: ArgumentHelp("A setting to change.", valueName: "name=value"))
    var set: [SettingArgument] = []
    @Option(
        help: "sequential, guarded-ratio, or rank (latencies alone); else each one's own.",
        transform: { name in
            guard let judge = ReplaySettings.Judge(named: name) else {
                throw ValidationError("--judge must be sequential, guarded-ratio or rank.")
            }
            return judge
        })
    var judge: ReplaySettings.Judge?
    @OptionGroup var client: ClientOptions
    @OptionGroup var environment: EnvironmentOption

    func validate() throws {
        guard (deployment == nil) != (service == nil) else {
            throw ValidationError("Name a --deployment or a --service.")
        }
        if let deployment, ID(deployment) == nil {
            throw ValidationError("\(deployment) is no id: it must be a UUID.")
        }
        if let service { try EnvironmentOption.check(service, "--service") }
    }

    func run(in session: ClientSession) async throws -> ExitCode {
        let past = try await read(session)
        let settings = ReplaySettings(judge: judge, values: set.map(\.member))
        var rows: [JSONObject] = []
        for one in past { rows.append(try row(one, settings)) }
        session.showRows("deployments", rows, table: Self.table)
        if session.output == .table {
            let differing = rows.count { $0.flag("differs") }
            session.console.say("\(differing) of \(rows.count) would have ended otherwise")
        }
        return .success
    }

    private func read(_ session: ClientSession) async throws -> [PastReader.Past] {
        let start = since?.time(from: session.surroundings.now())
        var (service, environment) = (service ?? "", session.environment(environment))
        let id = deployment.flatMap { ID($0) }
        if let id {
            let document = try await session.client.object(.get("/v1/deployments/\(id)"))
            service = document.text("service") ?? service
            environment = document.text("environment") ?? environment
        }
        let reader = PastReader(
            client: session.client, environment: environment, service: service)
        return try await reader.deployments { found, time in
            if let id { return found == id }
            guard let start, let time else { return true }
            return time >= start
        }
    }

    private func row(
        _ past: PastReader.Past, _ settings: ReplaySettings
    ) throws -> JSONObject {
        let deployment = past.deployment
        let (plan, problems) = settings.applied(to: deployment.plan)
        guard problems.isEmpty else {
            throw ClientFailure.usage(
                "the settings cannot be used",
                details: problems.map { "\($0.pointer) \($0.detail)" })
        }
        let recorded = Replay.recorded(deployment)
        let replayed = Replay.outcome(of: deployment, under: plan)
        return [
            "deployment": .id(deployment.id), "version": .string(deployment.version),
            "requested_at": .string(past.requestedAt), "ended": .string(past.end),
            "looks": .integer(deployment.looks.count), "recorded": .object(recorded.json),
            "replayed": .object(replayed.json),
            "differs": .bool(recorded.differs(from: replayed)),
        ]
    }

    private static func table(_ rows: [JSONObject]) -> Table {
        var table = Table("DEPLOYMENT", "VERSION", "LOOKS", "RECORDED", "REPLAYED", "WHY")
        for row in rows {
            let replayed = row.object("replayed")
            let why = replayed?.objects("checks").map(Wording.check).joined(separator: "; ")
            table.add(
                .init(row.text("deployment")), .init(row.text("version")),
                "\(row.whole("looks") ?? 0)", .init(words(row.object("recorded"))),
                .init(words(replayed)), .init(why?.isEmpty == false ? why : nil))
        }
        return table
    }

    /// `failed at look 6, 2026-11-24T13:02:41Z`.
    private static func words(_ outcome: JSONObject?) -> String? {
        guard let outcome, let kind = outcome.text("outcome") else { return nil }
        guard kind != ReplayOutcome.Kind.passed.rawValue, let look = outcome.whole("look") else {
            return kind
        }
        return "\(kind) at look \(look), \(Wording.time(outcome.text("at")) ?? "-")"
    }
}
