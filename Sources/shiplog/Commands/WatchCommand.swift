import ArgumentParser

struct WatchCommand: ClientVerb {
    static let configuration = CommandConfiguration(
        commandName: "watch", abstract: "Follow a deployment until its end.",
        usage: """
            shiplog watch 019a1c5e-77a4-7d3e-9c1f-0d2b7c1e4a55
            shiplog watch 019a1c5e-77a4-7d3e-9c1f-0d2b7c1e4a55 --timeout 45m
            shiplog watch 019a1c5e-77a4-7d3e-9c1f-0d2b7c1e4a55 -o ndjson
            """,
        discussion: """
            It ends with 0 when the version is live, 5 when it was taken back, 6 when the time is \
            up, 8 when the time is up and a person is waited for (a pause, an approval), and 130 \
            on Ctrl-C; in the last three cases the deployment goes on.
            """)

    @Argument(help: "The deployment's id.") var deployment: String
    @Option(help: "How long to wait, such as 45m; without, until the end.")
    var timeout: DurationArgument?
    @OptionGroup var client: ClientOptions

    func validate() throws { try CommandRules.check(deployment: deployment) }

    func run(in session: ClientSession) async throws -> ExitCode {
        let watch = DeploymentWatch(session, deployment: deployment, timeout: timeout)
        return try await watch.run(wish: .live, isAccepted: false)
    }
}
