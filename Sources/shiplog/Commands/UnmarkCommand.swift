import ArgumentParser
import LedgerCore

struct UnmarkCommand: ClientVerb {
    static let configuration = CommandConfiguration(
        commandName: "unmark", abstract: "Allow a version that was marked bad again.",
        usage: """
            shiplog unmark agent-api v1.5.0 --reason "the database was down, not the version"
            """)

    @Argument(help: "The service's name.") var service: String
    @Argument(help: "The version that is marked bad.") var version: String
    @Option(help: "Why; the log keeps it.") var reason: String
    @Option(help: "Makes a repeat the same command; else a new UUID.")
    var idempotencyKey: String?
    @OptionGroup var client: ClientOptions
    @OptionGroup var environment: EnvironmentOption

    func validate() throws {
        try EnvironmentOption.check(service, "SERVICE")
        try CommandRules.check(version: version, "VERSION")
        try CommandRules.check(reason: reason)
        try CommandRules.check(key: idempotencyKey)
    }

    func run(in session: ClientSession) async throws -> ExitCode {
        let environment = session.environment(environment)
        let answer = try await session.client.send(
            .post(
                "/v1/environments/\(environment)/services/\(service)/unmark",
                ["version": .string(version), "reason": .string(reason)], key: idempotencyKey,
                service: service))
        session.sayIfReplayed(answer)
        try session.showDocument(answer) { _ in
            ["\(service) \(version) may be deployed again"]
        }
        session.console.suggest(session.command("status \(service)", environment: environment))
        return .success
    }
}
