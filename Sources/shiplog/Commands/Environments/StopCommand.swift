import ArgumentParser
import LedgerCore

struct StopCommand: ClientVerb {
    static let configuration = CommandConfiguration(
        commandName: "stop", abstract: "Stop an environment: nothing begins and no stage passes.",
        usage: """
            shiplog stop --reason "pages are burning"
            shiplog stop --environment staging --reason "the database is being moved"
            """,
        discussion: """
            Deployments that are under way stay at their share and are looked at; what fails still \
            goes back, and so does whatever you abort or roll back. `shiplog resume-environment` \
            releases it.
            """)

    @Option(help: "Why; the log keeps it.") var reason: String
    @OptionGroup var client: ClientOptions
    @OptionGroup var environment: EnvironmentOption

    func validate() throws { try CommandRules.check(reason: reason) }

    func run(in session: ClientSession) async throws -> ExitCode {
        let environment = session.environment(environment)
        let answer = try await session.client.send(
            .post("/v1/environments/\(environment)/stop", ["reason": .string(reason)], key: nil))
        try session.showDocument(answer) { _ in ["\(environment) is stopped"] }
        session.console.suggest(
            session.command("resume-environment --reason TEXT", environment: environment))
        return .success
    }
}

struct ResumeEnvironmentCommand: ClientVerb {
    static let configuration = CommandConfiguration(
        commandName: "resume-environment", abstract: "Release the stop button of an environment.",
        usage: """
            shiplog resume-environment --reason "the database is back"
            """)

    @Option(help: "Why; the log keeps it.") var reason: String
    @OptionGroup var client: ClientOptions
    @OptionGroup var environment: EnvironmentOption

    func validate() throws { try CommandRules.check(reason: reason) }

    func run(in session: ClientSession) async throws -> ExitCode {
        let environment = session.environment(environment)
        let answer = try await session.client.send(
            .post("/v1/environments/\(environment)/resume", ["reason": .string(reason)], key: nil))
        try session.showDocument(answer) { _ in ["\(environment) goes on"] }
        return .success
    }
}
