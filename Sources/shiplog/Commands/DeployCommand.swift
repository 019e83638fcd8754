import ArgumentParser
import LedgerCore

struct DeployCommand: ClientVerb {
    static let configuration = CommandConfiguration(
        commandName: "deploy", abstract: "Bring a service to a version, in stages.",
        usage: """
            shiplog deploy agent-api v1.5.0 --watch
            shiplog deploy agent-api v1.5.0 --stages 10,50,100 --stage-duration 5m
            shiplog deploy agent-api v1.5.0 --strategy rolling --max-surge 25% --max-unavailable 0
            shiplog deploy agent-api v1.5.0 --strategy ab-test --route header:x-cohort=beta
            shiplog deploy agent-api v1.5.0 --route bucket:x-user
            shiplog deploy agent-api v1.5.0 --environment staging --plan plan.json --reason "fix"
            """,
        discussion: """
            Without --watch it returns once the deployment is accepted. With it, it ends with 0 \
            when the version is live, 5 when it was taken back, 6 when the time is up, 8 when the \
            time is up and a person is waited for, and 130 on Ctrl-C; in the last three cases the \
            deployment goes on.
            """)

    enum Following: String, EnumerableFlag { case watch, detach }

    @Argument(help: "The service's name.") var service: String
    @Argument(help: "The version, as its slots and metrics name it.") var version: String
    @OptionGroup(title: "Plan") var plan: PlanOptions
    @Option(help: "Why; the log keeps it.") var reason: String?
    @Option(help: "Makes a repeat the same command; else a new UUID.")
    var idempotencyKey: String?
    @Flag(help: "Begin although the environment is frozen; takes a --reason.")
    var overrideFreeze = false
    @Flag(help: "Follow it until its end, or return once it is accepted.")
    var following = Following.detach
    @Option(help: "With --watch: how long to wait, such as 45m; without, until the end.")
    var timeout: DurationArgument?
    @OptionGroup var client: ClientOptions
    @OptionGroup var environment: EnvironmentOption

    func validate() throws {
        try EnvironmentOption.check(service, "SERVICE")
        try CommandRules.check(version: version, "VERSION")
        if let reason { try CommandRules.check(reason: reason) }
        try CommandRules.check(key: idempotencyKey)
        if overrideFreeze, reason == nil {
            throw ValidationError("--override-freeze takes a --reason.")
        }
        if timeout != nil, following == .detach {
            throw ValidationError("--timeout belongs to --watch.")
        }
    }

    func run(in session: ClientSession) async throws -> ExitCode {
        let environment = session.environment(environment)
        let body: JSONObject = [
            "version": .string(version),
            "plan": try plan.document(session.surroundings, for: service).map { .object($0) },
            "reason": .string(reason), "override_freeze": overrideFreeze ? true : nil,
        ]
        let answer = try await session.client.send(
            .post(
                "/v1/environments/\(environment)/services/\(service)/deployments", body,
                key: idempotencyKey, service: service))
        session.sayIfReplayed(answer)
        guard let deployment = try session.client.object(of: answer).text("deployment") else {
            throw ClientFailure(.failure, "the server did not name the deployment")
        }
        if let power = try session.client.object(of: answer).object("power"),
            let warning = Wording.power(power)
        {
            session.console.say("warning: \(warning)")
        }
        guard following == .watch else { return try accepted(deployment, answer, session) }
        let watch = DeploymentWatch(session, deployment: deployment, timeout: timeout)
        return try await watch.run(wish: .live)
    }

    private func accepted(
        _ deployment: String, _ answer: APIAnswer, _ session: ClientSession
    ) throws -> ExitCode {
        try session.showDocument(answer) { _ in
            ["deployment \(deployment) of \(service) \(version) accepted"]
        }
        session.console.suggest(session.command("watch \(deployment)"))
        return .success
    }
}
