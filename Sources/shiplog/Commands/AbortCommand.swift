import ArgumentParser
import LedgerCore

struct AbortCommand: ClientVerb {
    static let configuration = CommandConfiguration(
        commandName: "abort", abstract: "Take a deployment back, now.",
        usage: """
            shiplog abort 019a1c5e-77a4-7d3e-9c1f-0d2b7c1e4a55 --reason "wrong build"
            shiplog abort 019a1c5e-77a4-7d3e-9c1f-0d2b7c1e4a55 --reason "wrong build" --watch
            """,
        discussion: """
            With --watch it ends with 0 when the deployment is taken back, and with 5 when it had \
            become live before.
            """)

    @Argument(help: "The deployment's id.") var deployment: String
    @Option(help: "Why; the log keeps it.") var reason: String
    @Flag(name: .customLong("watch"), help: "Follow it until it is taken back.")
    var isWatched = false
    @Option(help: "With --watch: how long to wait, such as 10m; without, until the end.")
    var timeout: DurationArgument?
    @Option(help: "Makes a repeat the same command; else a new UUID.")
    var idempotencyKey: String?
    @OptionGroup var client: ClientOptions

    func validate() throws {
        try CommandRules.check(deployment: deployment)
        try CommandRules.check(reason: reason)
        try CommandRules.check(key: idempotencyKey)
        if timeout != nil, !isWatched { throw ValidationError("--timeout belongs to --watch.") }
    }

    func run(in session: ClientSession) async throws -> ExitCode {
        let answer = try await session.client.send(
            .post(
                "/v1/deployments/\(deployment)/abort", ["reason": .string(reason)],
                key: idempotencyKey))
        session.sayIfReplayed(answer)
        guard isWatched else {
            try session.showDocument(answer) { _ in ["abort of \(deployment) accepted"] }
            session.console.suggest(session.command("watch \(deployment)"))
            return .success
        }
        let watch = DeploymentWatch(session, deployment: deployment, timeout: timeout)
        return try await watch.run(wish: .aborted)
    }
}
